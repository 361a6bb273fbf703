// The texts of `dateline help TOPIC`.
#include <array>

#include "cli/commands.h"

namespace dateline::cli {
namespace {

struct Topic {
  std::string_view name, text;
};

constexpr std::array<Topic, 10> kTopics = {{
    {"case-file",
     "The case file is one SQLite database in GeoPackage form: QGIS, ogrinfo and any SQLite tool open it.\n"
     "  layers   incident_pt, flow_ln, event_pt, movement_ln ... with when, who, how many, source and quote in each row\n"
     "  tables   report, sentence, record, span, party, place; finding, source, decision; and the ledger of what was read\n"
     "Reading the same file again adds nothing; a run that was stopped is resumed by the same command.\n"
     "Every table and column: docs/case-file.md\n"},
    {"code",
     "dateline code --dictionary DIR FILE... runs the dictionaries of TABARI, PETRARCH, PETRARCH2 and UniversalPETRARCH over reports and writes their event lines.\n"
     "  DIR holds verb, actor, agent, discard and issue files, told by their names; single files: --verbs --actors --agents --discards --issues\n"
     "  --format petrarch     date, source, target, code, issues, ids, address, publisher, by tabs (the default)\n"
     "  --format tabari       date, source, target, code, label, id\n"
     "  --format jsonl        the same with the words, and the line of the dictionary that decided\n"
     "  --conllu-in           the inputs are trees: each # newdoc is a report, # date = its day\n"
     "  --lone-actors         also events without a target (require_dyad = False)\n"
     "  --dialect NAME        tabari, petrarch1 or petrarch2, where the programs read the same file otherwise\n"
     "Rows that cannot be read are told with file and line, and left out. Try: dateline code --dictionary examples/dictionary --conllu-in examples/dictionary/harbour.conllu\n"
     "All about it: docs/dictionary-coder.md\n"},
    {"exit-codes",
     "0  all reports were read\n1  some reports failed; they are listed in the case file with the reason (table report, status failed)\n"
     "2  the command was wrong; nothing was done\n3  nothing could be written (no such folder, read-only, disk full)\n"},
    {"findings",
     "What many reports together say: dateline read fuses records at its end (--no-findings leaves that), dateline findings CASE shows\n"
     "  incident      one event of all reports: who, whom, where, when, killed and injured as best (low-high)\n"
     "  flow          people who moved between two places over a period\n"
     "  figure        the same number of people in a state, over sources and days\n"
     "  control_line  who held a place from when to when, by whose word\n"
     "Each number stands beside the rule that made it; --rule ucdp, acled, gtd, airwars, ibc, idmc shows those of another. Copies count once.\n"
     "  dateline explain CASE ID             every claim of a finding with its weight, why, and words; with two ids: why they are (not) one event\n"
     "  dateline review CASE ACTION ID...    accept, reject, unsure, edit, date, place, merge, split, credibility, withhold, note (review --help)\n"
     "  dateline undo CASE [NR], dateline log CASE      decisions are never lost; findings are made of records and decisions only\n"
     "  dateline sources CASE --set NAME=B   a letter is set by people only; what was learned of a source stands beside it\n"
     "How it is done: docs/fusion.md\n"},
    {"formats",
     "Read: plain text (.txt; headline, byline, dateline, captions and navigation are told apart), JSON lines (.jsonl, .ndjson) and JSON arrays (.json),\n"
     "each also compressed (.gz, .zst); folders are read with all below them; - is standard input.\n"
     "JSON keys are recognised (text, body, maintext, event_text, ...; title, headline; date, published, date_publish ...; source, publisher ...; id, url).\n"
     "Where yours differ, name them: --field text=body --field published=day. The key id becomes source_id.\n"
     "Bytes may be UTF-8, UTF-16 or Windows-1252; damage of copying (split ligatures, broken hyphens, mojibake) is mended and counted.\n"},
    {"knowledge",
     "What the engine knows stands in tables below knowledge/: actors, places, frames (which words make which record), numbers, times, attribution, stance.\n"
     "A row of a frame has an example and the record it must give. To change one: edit the table, then\n"
     "  dateline knowledge build knowledge/ -o my.knowledge\n  dateline knowledge check --knowledge my.knowledge\n  dateline read reports/ -o case.gpkg --knowledge my.knowledge\n"
     "--knowledge also takes the folder itself, and compiles it in memory. Dictionaries of TABARI, PETRARCH and Phoenix: read --actors FILE --agents FILE --discards FILE\n"
     "The columns are explained at the head of each table and in docs/knowledge.md\n"},
    {"mentions",
     "What lies under the records, one JSON line each, with a probability:\n"
     "  place           name, country, point, UCDP where_prec, relation (near, 12 km north of: the point is computed); why this one: dateline explain --place NAME FILE\n"
     "  time            TIMEX3 value, first and last day, UCDP date_prec\n"
     "  quantity        low, best, high, hedge, unit; parts, sums, shares, corrections\n"
     "  party           known actor, country, PLOVER sectors on the day of the report, role; who a pronoun stands for\n"
     "  weapon, damage, infrastructure, name, attribution\n"
     "Only some: --class place,time. Spans of your own: --spans-in FILE (JSON lines with source_id, class, span). Places of your own: dateline gazetteer add FILE\n"
     "Fields: docs/records.md\n"},
    {"numbers",
     "A figure keeps what it leaves open: low, best, high, and how it was hedged.\n"
     "  36                 36 36 36      exact            about 50           45 50 55     about\n"
     "  more than 5,000    5000 5000 -   at least         as many as 1,500   - 1500 1500  at most\n"
     "  20 to 30           20 25 30      range            dozens             24 36 99     vague\n"
     "The words and their bounds stand in knowledge/ and may be changed there.\n"},
    {"parse",
     "dateline parse FILE... writes what the program makes of each sentence as CoNLL-U, the exchange format of Universal Dependencies:\n"
     "  ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC   MISC holds SpaceAfter=No and names: Name=B-person, Name=I-person (B: the first word)\n"
     "Text is taken as it stands (UTF-8), a line a paragraph, and no character of it is lost; --clean reads it as dateline read does, JSON always so.\n"
     "  dateline parse one.txt --tree                the trees, drawn for people\n"
     "  dateline parse one.txt --tags                words, tags and lemmas only, quicker\n"
     "  dateline parse gold.conllu --conllu-in       the sentences and words of the file, analysed anew; its comments and MISC stay\n"
     "  dateline read gold.conllu --conllu-in ...    records from trees made elsewhere: each # newdoc is a report; # date = and # title = belong to it\n"
     "The output is the same whatever the number of threads. A file that is no CoNLL-U ends parse with exit code 2.\n"},
    {"records",
     "Five kinds, each one claim of one sentence of one report, with the words it rests on:\n"
     "  event      a party did something to another (PLOVER types), killed, injured, missing, detained, abducted\n"
     "  movement   people went from here to there: fled, returned, evacuated, deported, smuggled, transferred, withdrew, infiltrated, displaced, joined, travelled\n"
     "  stock      so many people are in such a state\n"
     "  control    who holds, takes, loses or surrounds a place\n"
     "  statement  an attributed assessment that is none of these\n"
     "Fields: docs/records.md. Sure is a probability; below 50 % see dateline show CASE --unsure\n"},
}};

}  // namespace

std::string_view HelpTopic(std::string_view topic) {
  for (const Topic& t : kTopics) {
    if (t.name == topic) return t.text;
  }
  return {};
}

std::string HelpTopics() {
  std::string out;
  for (const Topic& t : kTopics) out += (out.empty() ? "" : ", ") + std::string(t.name);
  return out;
}

}  // namespace dateline::cli
