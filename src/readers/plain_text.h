// Plain text -> parts. A report has a head (publisher, headline, byline, date), a body that may open with a dateline, pictures with
// captions and credits, and the
// site's own lines around it. Roles come from shape and position; where the shape says nothing, text is body.
#pragma once

#include "base/charset.h"
#include "dateline/report.h"

namespace dateline {

/// Fills parts, title, byline, authors, publisher, dateline and published of `report` from report.original, which holds text in
/// `encoding`. One part a paragraph; what no part
/// covers (repeated captions) is dropped and counted. Metadata that is already there stays. O(size).
void CutPlainText(Report& report, Encoding encoding);

/// The same for text that an extractor has already freed of its page (a JSON value, UTF-8): only title, byline and dateline at its
/// beginning are looked for; all else is
/// one body. Leaves parts empty when there is nothing to cut. Text that opens like a whole page (a headline and an explicit byline, and no
/// title known) is cut by CutPlainText.
void CutExtractedText(Report& report);

}  // namespace dateline
