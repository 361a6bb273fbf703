#include "claims/cue_sentence.h"

#include <algorithm>

#include "claims/attribution_model.h"

namespace dateline {
namespace {

uint32_t TextHash(std::string_view text) {
  uint32_t h = 2166136261u;
  for (const char c : text) {
    const auto b = static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    h = (h ^ b) * 16777619u;
  }
  return h;
}

uint32_t Near(uint32_t a, uint32_t b) {
  const uint32_t d = a > b ? a - b : b - a;
  return d < 5 ? d : d < 8 ? 5 : d < 14 ? 6 : d < 25 ? 7 : 8;
}

}  // namespace

bool CueSentence::Read(const Document& doc, uint32_t sentence, const std::vector<Quotation>& quotations) {
  doc_ = &doc;
  const TokenRange range = doc.sentences[sentence].tokens;
  begin_ = range.begin;
  size_ = range.size();
  role_ = static_cast<uint32_t>(doc.sentences[sentence].role);
  if (size_ == 0 || size_ > kLongest) return false;
  form_.resize(size_);
  lemma_.resize(size_);
  for (uint32_t i = 0; i < size_; ++i) {
    form_[i] = TextHash(doc.token(begin_ + i));
    lemma_[i] = TextHash(doc.tokens.lemma_form[begin_ + i]);
  }
  ReadTree();
  ReadQuotes(quotations);
  ReadPeople();
  return true;
}

void CueSentence::ReadTree() {
  for (auto* column : {&head_, &left_, &right_, &depth_, &first_child_, &next_sibling_}) column->resize(size_);
  order_.clear();
  std::fill(first_child_.begin(), first_child_.end(), kNone);
  for (uint32_t i = size_; i-- > 0;) {
    const uint32_t above = doc_->tokens.head[begin_ + i];
    head_[i] = above >= begin_ && above < begin_ + size_ && doc_->tokens.deprel[begin_ + i] != Deprel::kRoot ? above - begin_ : i;
    left_[i] = right_[i] = i;
    depth_[i] = 0;
    if (head_[i] == i) continue;
    next_sibling_[i] = first_child_[head_[i]];
    first_child_[head_[i]] = i;
  }
  for (uint32_t i = 0; i < size_; ++i) {
    if (head_[i] == i) order_.push_back(i);
  }
  for (size_t at = 0; at < order_.size(); ++at) {
    for (uint32_t c = first_child_[order_[at]]; c != kNone; c = next_sibling_[c]) {
      depth_[c] = depth_[order_[at]] + 1;
      order_.push_back(c);
    }
  }
  for (size_t at = order_.size(); at-- > 0;) {
    const uint32_t i = order_[at], above = head_[i];
    left_[above] = std::min(left_[above], left_[i]);
    right_[above] = std::max(right_[above], right_[i]);
  }
}

void CueSentence::ReadQuotes(const std::vector<Quotation>& quotations) {
  quote_.assign(size_, 0);
  any_quote_ = false;
  auto q = std::partition_point(quotations.begin(), quotations.end(), [&](const Quotation& x) { return x.tokens.end <= begin_; });
  for (; q != quotations.end() && q->tokens.begin < begin_ + size_; ++q) {
    any_quote_ = true;
    for (uint32_t t = std::max(q->tokens.begin, begin_); t < std::min(q->tokens.end, begin_ + size_); ++t) quote_[t - begin_] = q->speech ? 2 : 1;
  }
}

void CueSentence::ReadPeople() {
  person_.assign(size_, 0);
  auto name = std::partition_point(doc_->names.begin(), doc_->names.end(), [&](const NameMention& n) { return n.tokens.end <= begin_; });
  for (; name != doc_->names.end() && name->tokens.begin < begin_ + size_; ++name) {
    for (uint32_t t = std::max(name->tokens.begin, begin_); t < std::min(name->tokens.end, begin_ + size_); ++t) person_[t - begin_] = static_cast<uint8_t>(8 + static_cast<int>(name->type));
  }
  auto party = std::partition_point(doc_->parties.begin(), doc_->parties.end(), [&](const PartyMention& p) { return p.tokens.begin < begin_; });
  for (; party != doc_->parties.end() && party->tokens.begin < begin_ + size_; ++party) {
    if (party->head_token < begin_ || party->head_token >= begin_ + size_) continue;
    uint8_t& at = person_[party->head_token - begin_];
    if (at == 0) at = party->is_pronoun ? 1 : !party->person.empty() ? 2 : !party->name.empty() ? 3 : party->is_people ? (party->is_plural ? 4 : 5) : 6;
  }
}

uint32_t CueSentence::SeenHash(uint32_t i) const { return FeatureHash(1, lemma_[i], Tag(i)); }

uint32_t CueSentence::Case(uint32_t i) const {
  for (uint32_t c = first_child_[i]; c != kNone; c = next_sibling_[c]) {
    if (deprel(c) == Deprel::kCase || deprel(c) == Deprel::kMark) return lemma_[c];
  }
  return 0;
}

void CueSentence::CueFeatures(uint32_t i, std::vector<uint32_t>& out) const {
  const uint32_t lemma = lemma_[i], tag = Tag(i), xpos = static_cast<uint32_t>(doc_->tokens.xpos[begin_ + i]), rel = Relation(i), above = head_[i];
  uint32_t kind = 10;
  const auto add = [&](uint32_t a, uint32_t b = 0, uint32_t c = 0) { out.push_back(FeatureHash(kind++, a, b, c)); };
  add(0);
  add(lemma);
  add(lemma, tag);
  add(lemma, xpos);
  add(xpos, rel);
  add(lemma, rel);
  add(lemma_[above], rel, tag);
  add(above == i ? 0 : Tag(above), rel, tag);
  add(lemma_[above], lemma);
  add(tag, Form(i + 1));
  add(tag, i > 0 ? Form(i - 1) : 1);
  add(lemma, Form(i + 1));
  add(lemma, i > 0 ? Form(i - 1) : 1);
  add(tag, Tag(i + 1), Tag(i + 2));
  add(tag, i > 0 ? Tag(i - 1) : 0, i > 1 ? Tag(i - 2) : 0);
  add(tag, role_, rel);
  const std::string_view text = doc_->tokens.lemma_form[begin_ + i];
  add(TextHash(text.substr(text.size() - std::min<size_t>(3, text.size()))), tag);
  const uint32_t quotes = quote_[i] * 16u + (i > 0 ? quote_[i - 1] : 0u) * 4u + (i + 1 < size_ ? quote_[i + 1] : 0u) + (any_quote_ ? 64u : 0u);
  add(quotes, tag);
  add(quotes, lemma);
  add(quotes, rel, tag);
  // The children: which they are, and what of them tells most.
  uint64_t mask = 0;
  for (uint32_t c = first_child_[i]; c != kNone; c = next_sibling_[c]) {
    const Deprel r = deprel(c);
    uint32_t sub = 40;
    const auto child = [&](uint32_t a, uint32_t b = 0, uint32_t d = 0) { out.push_back(FeatureHash(sub++, a, b, d)); };
    const uint32_t side = c > i ? 1 : 0, code = Relation(c) * 2 + side;
    child(code, tag);
    child(code, lemma);
    switch (r) {
      case Deprel::kNsubj: case Deprel::kNsubjPass: case Deprel::kOblAgent: case Deprel::kNmodPoss:
        mask |= r == Deprel::kNsubj ? 1 : r == Deprel::kNmodPoss ? 2 : 4;
        child(code, person_[c], tag);
        child(code, person_[c], lemma);
        child(code, lemma_[c], tag);
        child(code, Tag(c), tag);
        break;
      case Deprel::kCcomp: case Deprel::kXcomp: case Deprel::kParataxis: case Deprel::kAcl: case Deprel::kAdvcl: case Deprel::kCsubj:
        mask |= r == Deprel::kCcomp ? 8 : r == Deprel::kXcomp ? 16 : r == Deprel::kParataxis ? 32 : 64;
        child(code, Case(c), tag);
        child(code, Case(c), lemma);
        child(code, Tag(c), quote_[c]);
        child(code, lemma_[c], tag);
        break;
      case Deprel::kObj: case Deprel::kIobj: case Deprel::kObl: case Deprel::kNmod:
        mask |= r == Deprel::kObj ? 128 : r == Deprel::kObl ? 256 : 512;
        child(code, Case(c), tag);
        child(code, Case(c), lemma);
        child(code, lemma_[c], tag);
        child(code, lemma_[c], lemma);
        child(code, person_[c], tag);
        break;
      default:
        child(code, lemma_[c], tag);
        child(code, lemma_[c], lemma);
        if (r == Deprel::kAuxPass) mask |= 1024;
        break;
    }
  }
  kind = 60;
  const auto bits = static_cast<uint32_t>(mask);
  add(bits, tag);
  add(bits, lemma);
  add(bits, rel, tag);
  add(bits, quotes, tag);
}

void CueSentence::StandAt(uint32_t head) {
  constexpr uint8_t kFar = 0xFF;
  cue_ = head;
  up_.assign(size_, kFar);
  way_.assign(size_, 0);
  top_.resize(size_);
  region_.resize(size_);
  const auto side = [&](uint32_t i) { return i < head ? 1u : i > head ? 2u : 0u; };
  uint32_t steps = 0, relation = 0;
  for (uint32_t at = head;; at = head_[at]) {
    up_[at] = static_cast<uint8_t>(std::min(steps, 15u));
    way_[at] = 1;
    top_[at] = at;
    below_.resize(std::max<size_t>(below_.size(), steps + 1));
    below_[steps] = relation;
    region_[at] = FeatureHash(2, std::min(steps, 4u), relation, side(at));
    relation = Relation(at);
    ++steps;
    if (head_[at] == at) break;
  }
  for (const uint32_t i : order_) {
    if (way_[i] != 0) continue;
    const uint32_t above = head_[i];
    if (above == i || up_[above] == kFar) {  // another tree
      top_[i] = above == i ? i : top_[above];
      region_[i] = FeatureHash(3, side(i));
      continue;
    }
    // The first word below the way up from the cue opens a branch; those below it belong to it.
    top_[i] = way_[above] != 0 ? i : top_[above];
    up_[i] = up_[above];
    const uint32_t top = top_[i];
    region_[i] = FeatureHash(4 + std::min<uint32_t>(up_[i], 4), below_[up_[i]], Relation(top), side(i) * 4 + side(top));
  }
  cue_mask_ = 0;
  for (uint32_t c = first_child_[head]; c != kNone; c = next_sibling_[c]) {
    switch (deprel(c)) {
      case Deprel::kNsubj: cue_mask_ |= c < head ? 1 : 2; break;
      case Deprel::kNsubjPass: cue_mask_ |= 4; break;
      case Deprel::kCcomp: cue_mask_ |= c < head ? 8 : 16; break;
      case Deprel::kParataxis: cue_mask_ |= 32; break;
      case Deprel::kObj: cue_mask_ |= 64; break;
      case Deprel::kXcomp: cue_mask_ |= 128; break;
      default: break;
    }
  }
  if (any_quote_) cue_mask_ |= 256;
}

uint32_t CueSentence::Begins(uint32_t i) const {
  // The relation of the highest word whose words begin here, short of those that hold the cue.
  if (i >= size_) return 0;
  uint32_t at = i;
  if (left_[at] != i) return 0;
  while (way_[at] == 0 && head_[at] != at && way_[head_[at]] == 0 && left_[head_[at]] == i) at = head_[at];
  return Relation(at) * 2 + (way_[head_[at]] != 0 ? 1u : 0u);
}

uint32_t CueSentence::Ends(uint32_t i) const {
  if (i >= size_) return 0;
  uint32_t at = i;
  if (right_[at] != i) return 0;
  while (way_[at] == 0 && head_[at] != at && way_[head_[at]] == 0 && right_[head_[at]] == i) at = head_[at];
  return Relation(at) * 2 + (way_[head_[at]] != 0 ? 1u : 0u);
}

void CueSentence::LabelFeatures(uint32_t i, std::vector<uint32_t>& out) const {
  uint32_t kind = 100;
  const auto add = [&](uint32_t a, uint32_t b = 0, uint32_t c = 0) { out.push_back(FeatureHash(kind++, a, b, c)); };
  const uint32_t region = region_[i], top = top_[i], tag = Tag(i), lemma = lemma_[cue_];
  const uint32_t side = i < cue_ ? 1 : i > cue_ ? 2 : 0;
  const uint32_t below = std::min(depth_[i] - std::min(depth_[i], depth_[top]), 3u);
  const uint32_t quote = quote_[i] * 4u + quote_[cue_] + (any_quote_ ? 16u : 0u);
  add(region);
  add(region, lemma);
  add(region, Tag(cue_), Relation(cue_));
  add(region, below, Relation(i));
  add(region, tag);
  add(region, cue_mask_);
  add(region, quote);
  add(region, Case(top), Tag(top));
  add(region, person_[top], Tag(top));
  add(region, form_[left_[top]]);
  add(Form(i), side, tag);
  add(quote, side, lemma);
  add(Near(i, cue_), side, tag);
  add(Near(i, cue_), form_[i], lemma);
  add(Relation(i), Relation(head_[i]), std::min<uint32_t>(up_[i], 4) * 4 + side);
  add(cue_mask_, quote, side);
  add(region, lemma_[top]);
}

void CueSentence::EdgeFeatures(uint32_t i, std::vector<uint32_t>& out) const {
  uint32_t kind = 200;
  const auto add = [&](uint32_t a, uint32_t b = 0, uint32_t c = 0) { out.push_back(FeatureHash(kind++, a, b, c)); };
  const uint32_t last = i == 0 ? size_ : i - 1;  // size_ stands for no token
  const uint32_t before = Region(last), behind = Region(i), begins = Begins(i), ends = i == 0 ? 0 : Ends(last);
  const uint32_t side = i <= cue_ ? 1 : 2, where = i == 0 ? 1 : i == size_ ? 2 : 0;
  const uint32_t quote = (i < size_ ? quote_[i] : 0u) * 4u + (i > 0 ? quote_[i - 1] : 0u) + (any_quote_ ? 16u : 0u);
  const uint32_t split = i > 0 && i < size_ && top_[last] == top_[i] ? 1 : 0;
  add(before, behind, split);
  add(Form(last), side, where);
  add(Form(i), side, where);
  add(Form(last), Form(i), side);
  add(Tag(last), Tag(i), side);
  add(begins, ends, side);
  add(begins, behind);
  add(ends, before);
  add(begins, Form(last), side);
  add(ends, Form(i), side);
  add(begins, Tag(last), Tag(i));
  add(ends, Tag(last), Tag(i));
  add(quote, side, where);
  add(quote, Form(i), side);
  add(quote, Form(last), side);
  add(lemma_[cue_], Form(i), side);
  add(lemma_[cue_], begins, side);
  add(lemma_[cue_], ends, side);
  const uint32_t distance = i <= cue_ ? std::min(cue_ - i, 6u) : 8 + std::min(i - cue_, 6u);
  add(distance, Tag(last), Tag(i));
  add(distance, lemma_[cue_]);
  add(distance, begins, ends);
  add(before, Form(i));
  add(behind, Form(last));
  add(behind, cue_mask_, begins);
  add(before, cue_mask_, ends);
}

}  // namespace dateline
