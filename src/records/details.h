// What is added to records once a report has them all: weapons, damage, and which figure is a part of which.
#pragma once

#include "dateline/document.h"

namespace dateline {

/// Needs doc.records, things and quantities. O((records + things + quantities) log).
void AddDetails(Document& doc);

}  // namespace dateline
