#include "engine/record_codes.h"

#include <algorithm>

#include "base/table.h"
#include "base/utf8.h"

namespace dateline {
namespace {

constexpr std::string_view kKinds[] = {"event", "movement", "stock", "control", "statement"};

std::string_view KindName(RecordKind kind) { return kKinds[static_cast<size_t>(kind)]; }

bool Contains(const std::vector<std::string_view>& list, std::string_view value) { return std::find(list.begin(), list.end(), value) != list.end(); }

}  // namespace

Result<void> RecordCodes::Read(const Container& knowledge, std::string_view name, Table& out) {
  const auto table = knowledge.OpenTable(name);
  if (!table) return table.error();
  static constexpr std::pair<std::string_view, Terms Row::*> kConditions[] = {
      {"kind", &Row::kind}, {"type", &Row::type}, {"mode", &Row::mode}, {"actor", &Row::actor}, {"recipient", &Row::recipient}, {"weapon", &Row::weapon}, {"context", &Row::context}};
  for (const dateline::Table::Row& cells : table->rows()) {
    Row row;
    row.where = table->Where(cells);
    for (size_t c = 0; c < cells.cells.size(); ++c) {
      const std::string_view column = table->columns()[c];
      std::string_view cell = cells.cells[c];
      if (column == "gives") row.gives = cell;
      if (column == "example") row.example = cell;
      for (const auto& [condition, field] : kConditions) {
        if (condition != column) continue;
        (row.*field).none_of = cell.starts_with('!');
        if (cell.starts_with('!')) cell.remove_prefix(1);
        (row.*field).any = SplitList(cell, '|');
      }
    }
    if (row.gives.empty()) return Error{row.where, "a row that gives nothing", "a code"};
    out.push_back(std::move(row));
  }
  return {};
}

Result<RecordCodes> RecordCodes::Load(const Container& knowledge) {
  RecordCodes out;
  const auto parties = knowledge.OpenTable("codes/party-kinds.tsv");
  if (!parties) return parties.error();
  for (const dateline::Table::Row& row : parties->rows()) out.kinds_.emplace(row.cells[0], row.cells[1]);
  for (const auto& [name, table] : {std::pair("codes/cameo.tsv", &out.cameo_), std::pair("codes/acled.tsv", &out.acled_), std::pair("codes/ucdp.tsv", &out.ucdp_),
                                    std::pair("codes/idmc.tsv", &out.idmc_), std::pair("codes/contexts.tsv", &out.contexts_)}) {
    if (auto r = Read(knowledge, name, *table); !r) return r.error();
  }
  const auto words = knowledge.OpenTable("codes/contexts.tsv");
  const auto column = words->Column("words");
  if (!column) return column.error();
  for (uint32_t r = 0; r < words->rows().size(); ++r) {
    for (const std::string_view word : SplitList(words->rows()[r].cells[*column], '|')) out.context_words_[word].push_back(r);
  }
  return out;
}

bool RecordCodes::Is(const Terms& terms, std::string_view value) {
  if (terms.any.empty()) return true;
  const bool found = Contains(terms.any, value.empty() ? "none" : value);
  return found != terms.none_of;
}

/// Whether a party is of a kind ("civilian") or has a sector ("REF").
bool RecordCodes::Has(std::string_view sectors, std::string_view term) const {
  for (const std::string_view sector : SplitList(sectors, ',')) {
    if (sector == term) return true;
    const auto kind = kinds_.find(sector);
    if (kind != kinds_.end() && kind->second == term) return true;
  }
  return false;
}

/// "civilian|none", "state+rebel": two parties, one of each.
bool RecordCodes::Is(const Terms& terms, const std::vector<std::string_view>& parties) const {
  if (terms.any.empty()) return true;
  const auto one = [&](std::string_view term, size_t but) {
    for (size_t p = 0; p < parties.size(); ++p) {
      if (p != but && Has(parties[p], term)) return p;
    }
    return parties.size();
  };
  const bool found = std::any_of(terms.any.begin(), terms.any.end(), [&](std::string_view term) {
    if (term == "none") return parties.empty();
    const size_t plus = term.find('+');
    if (plus == std::string_view::npos) return one(term, parties.size()) < parties.size();
    for (size_t p = 0; p < parties.size(); ++p) {
      if (Has(parties[p], term.substr(0, plus)) && one(term.substr(plus + 1), p) < parties.size()) return true;
    }
    return false;
  });
  return found != terms.none_of;
}

bool RecordCodes::Holds(const Row& row, const RecordFacts& facts, const std::vector<std::string_view>& contexts) const {
  if (!Is(row.type, facts.type) || !Is(row.kind, facts.kind) || !Is(row.mode, facts.mode) || !Is(row.weapon, facts.weapon)) return false;
  if (!Is(row.actor, facts.actors) || !Is(row.recipient, facts.recipients)) return false;
  if (row.context.any.empty()) return true;
  const bool found = std::any_of(row.context.any.begin(), row.context.any.end(), [&](std::string_view context) { return Contains(contexts, context); });
  return found != row.context.none_of;
}

const RecordCodes::Row* RecordCodes::First(const Table& table, const RecordFacts& facts, const std::vector<std::string_view>& contexts) const {
  const auto it = std::find_if(table.begin(), table.end(), [&](const Row& row) { return Holds(row, facts, contexts); });
  return it == table.end() ? nullptr : &*it;
}

/// Contexts in the order of the table; each row adds its own where one of its words is there and its conditions hold.
std::vector<std::string_view> RecordCodes::Contexts(const RecordFacts& facts) const {
  std::vector<uint32_t> rows;
  const auto look = [&](std::string_view word) {
    const auto it = context_words_.find(word);
    if (it != context_words_.end()) rows.insert(rows.end(), it->second.begin(), it->second.end());
  };
  std::string pair;
  for (size_t i = 0; i < facts.words.size(); ++i) {
    look(facts.words[i]);
    if (i + 1 >= facts.words.size()) continue;
    pair.assign(facts.words[i]).append(" ").append(facts.words[i + 1]);
    look(pair);
  }
  look("*");  // rows that ask for no word
  std::sort(rows.begin(), rows.end());
  std::vector<std::string_view> out;
  for (const uint32_t r : rows) {
    if (!Contains(out, contexts_[r].gives) && Holds(contexts_[r], facts, {})) out.push_back(contexts_[r].gives);
  }
  return out;
}

RecordCodes::Codes RecordCodes::Of(const RecordFacts& facts) const {
  Codes out;
  if (facts.kind == "event") out.contexts = Contexts(facts);
  const auto gives = [&](const Table& table) {
    const Row* row = First(table, facts, out.contexts);
    return row == nullptr || row->gives == "-" ? std::string_view() : row->gives;
  };
  out.cameo = gives(cameo_);
  const std::string_view acled = gives(acled_);
  const size_t bar = acled.find(" > ");
  out.acled_event = acled.substr(0, bar);
  if (bar != std::string_view::npos) out.acled_sub = acled.substr(bar + 3);
  out.ucdp = gives(ucdp_);
  out.idmc = gives(idmc_);
  return out;
}

RecordCodes::Codes RecordCodes::Of(const Document& doc, const Record& record) const {
  RecordFacts facts;
  facts.kind = KindName(record.kind);
  facts.type = record.type;
  facts.mode = record.mode;
  const auto add = [&](PartyId id, std::vector<std::string_view>& out) {
    if (!id.valid() || id.value >= doc.parties.size()) return;
    const PartyMention& here = doc.parties[id.value];
    const bool stands = here.sectors.empty() && here.antecedent.valid() && here.antecedent.value < doc.parties.size();
    out.push_back(stands ? doc.parties[here.antecedent.value].sectors : here.sectors);
  };
  for (const PartyId id : record.actors) add(id, facts.actors);
  for (const PartyId id : record.recipients) add(id, facts.recipients);
  add(record.holder, facts.actors);
  add(record.previous_holder, facts.recipients);
  add(record.people, facts.recipients);
  if (!record.weapons.empty()) facts.weapon = doc.things[record.weapons.front()].category;
  std::vector<std::string> lowered;
  if (record.sentence.value < doc.sentences.size() && doc.tokens.lemma_form.size() == doc.tokens.size()) {
    const TokenRange tokens = doc.sentences[record.sentence.value].tokens;
    lowered.reserve(tokens.size());
    for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
      if (doc.tokens.begin[t] >= record.quote.begin && doc.tokens.end[t] <= record.quote.end) lowered.push_back(utf8::Lower(doc.tokens.lemma_form[t]));
    }
    facts.words.assign(lowered.begin(), lowered.end());
  }
  return Of(facts);
}

/// "ASSAULT aerial; MIL > CVL,REF; drone; words of it": kind or type with mode, actors > recipients (parties by &), weapon, words.
RecordFacts RecordCodes::FactsOf(std::string_view example) {
  RecordFacts out;
  std::vector<std::string_view> parts;
  for (size_t at = 0; at <= example.size();) {
    const size_t end = std::min(example.find(';', at), example.size());
    parts.push_back(Trim(example.substr(at, end - at)));
    at = end + 1;
  }
  parts.resize(std::max<size_t>(parts.size(), 4));
  const std::vector<std::string_view> what = SplitList(parts[0], ' ');
  if (what.empty()) return out;
  const bool named = std::find(std::begin(kKinds), std::end(kKinds), what[0]) != std::end(kKinds);
  out.kind = named ? what[0] : "event";
  out.type = named ? (what.size() > 1 ? what[1] : std::string_view()) : what[0];
  if (!named && what.size() > 1) out.mode = what[1];
  const size_t arrow = parts[1].find('>');
  out.actors = SplitList(parts[1].substr(0, arrow), '&');
  if (arrow != std::string_view::npos) out.recipients = SplitList(parts[1].substr(arrow + 1), '&');
  out.weapon = parts[2];
  out.words = SplitList(parts[3], ' ');
  return out;
}

std::vector<Error> RecordCodes::CheckExamples() const {
  std::vector<Error> out;
  for (const Table* table : {&cameo_, &acled_, &ucdp_, &idmc_}) {
    for (const Row& row : *table) {
      if (row.example.empty()) {
        out.push_back({row.where, "no example", "one that this row decides"});
        continue;
      }
      const RecordFacts facts = FactsOf(row.example);
      const Row* first = First(*table, facts, facts.kind == "event" ? Contexts(facts) : std::vector<std::string_view>());
      if (first != &row) out.push_back({row.where, "\"" + std::string(row.example) + "\" is decided by " + (first == nullptr ? "no row" : first->where), "this row"});
    }
  }
  for (const Row& row : contexts_) {
    const std::vector<std::string_view> found = Contexts(FactsOf(row.example));
    if (!Contains(found, row.gives)) out.push_back({row.where, "\"" + std::string(row.example) + "\" is not in context " + std::string(row.gives), "an example of it"});
  }
  return out;
}

}  // namespace dateline
