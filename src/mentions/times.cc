#include "mentions/times.h"

namespace dateline {

Result<TimeFinder> TimeFinder::Load(const Container&, Vocabulary&) { return TimeFinder(); }
void TimeFinder::Find(Document&) const {}

}  // namespace dateline
