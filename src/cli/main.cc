// The dateline program: reads the command line and calls one function a command.
#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/export_command.h"
#include "cli/explain_command.h"
#include "cli/finding_commands.h"
#include "cli/show_command.h"
#include "cli/terminal.h"
#include "cli/why_command.h"

namespace {

using namespace dateline::cli;  // NOLINT(google-build-using-namespace): this file only joins the commands

/// "text=body" -> {"text", "body"}.
std::vector<std::pair<std::string, std::string>> ParseFields(const std::vector<std::string>& given) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const std::string& field : given) {
    const size_t eq = field.find('=');
    if (eq == std::string::npos || eq == 0 || eq + 1 == field.size()) throw CLI::ValidationError("--field", "\"" + field + "\"; expected NAME=KEY, such as text=body");
    out.emplace_back(field.substr(0, eq), field.substr(eq + 1));
  }
  return out;
}

struct Program {
  CLI::App app{"Reads reports on armed conflict and keeps the books: who did what to whom, how many, where, when, and who says so.", "dateline"};
  ReadOptions read;
  MentionsOptions mentions;
  ParseOptions parse;
  CodeOptions coding;
  ShowOptions show;
  ExplainOptions explain;
  WhyOptions why;
  ExportOptions exporting;
  GazetteerOptions own;
  KnowledgeBuildOptions build;
  KnowledgeCheckOptions check;
  std::vector<std::string> read_fields, mention_fields, parse_fields, code_fields, explain_fields, why_fields;
  std::string topic;
  bool as_conllu = false;  ///< said, not needed: it is the default
  int code = kOk;

  static void AddOwnKnowledge(CLI::App& c, CommonOptions& common) {
    c.add_option("--actors", common.actors, "Actor dictionary of the field (CAMEO, Phoenix, TABARI), used beside the shipped tables and before them (repeatable)");
    c.add_option("--agents", common.agents, "Agent dictionary (repeatable)");
    c.add_option("--discards", common.discards, "Discard list: sentences with such a phrase, or reports where it begins with +, are left out (repeatable)");
    c.add_flag("--actors-only", common.actors_only, "Leave the shipped actor tables out");
    c.add_option("--dialect", common.dialect, "tabari, petrarch1 or petrarch2: whose rules hold where the dictionaries leave it open (default: told by the files)")
        ->check(CLI::IsMember({"tabari", "petrarch1", "petrarch2"}));
    c.add_option("--gazetteer", common.gazetteer,
                 "Your own places (dateline gazetteer add); default: $DATELINE_GAZETTEER, or $XDG_DATA_HOME/dateline/places.gazetteer\n"
                 "(~/.local/share/...), which is used whenever it is there; none: without");
  }

  static void AddScope(CLI::App& c, std::string& scope) {
    c.add_option("--scope", scope, "conflict (default): leave private crime, accidents, sport, business and weather out; all-violence: keep violence between private persons too")
        ->check(CLI::IsMember(std::vector<std::string>{"conflict", std::string(kAllViolence)}));
  }

  void AddRead() {
    CLI::App* c = app.add_subcommand("read", "Read reports and write sourced records into a case file");
    c->add_option("paths", read.paths, "Files, folders, or - for standard input (.txt, .jsonl, .ndjson, .json; also .gz, .zst)")->required();
    c->add_option("-o,--out", read.out, "Case file to write or to continue (GeoPackage; opens in QGIS)");
    c->add_option("--jsonl", read.jsonl, "Also write reports and records as JSON lines to this file (- for standard output). Working material: names stay whole; dateline export withholds private persons");
    c->add_option("--threads", read.threads, "Analysing threads (default: one a core); the output is the same whatever the number")->check(CLI::Range(1, 256));
    c->add_flag("--conllu-in", read.conllu_in, "The inputs are CoNLL-U (.conllu): take words, tags and trees from there; each # newdoc is a report");
    AddScope(*c, read.scope);
    c->add_option("--min-confidence", read.min_confidence, "Keep records from this probability on (default: where the record model has it, the (threshold) of record-weights.tsv)")->check(CLI::Range(0.0, 1.0));
    c->add_option("--field", read_fields, "Name a key of the input, such as --field text=body (repeatable)");
    c->add_option("--knowledge", read.common.knowledge, "Knowledge file, or a folder of tables (default: the file beside the program)");
    AddOwnKnowledge(*c, read.common);
    c->add_option("--model", read.common.model, "Language model (default: the one beside the program)");
    c->add_flag("--accurate", read.common.accurate, "Let a second network read along: better trees and names, half as fast");
    c->add_flag("--no-findings", read.no_findings, "Only records: leave the findings of the case file as they are, to be made by the next read or review");
    c->add_flag("-q,--quiet", read.common.quiet, "Only say what failed");
    c->callback([this] {
      if (read.out.empty() && read.jsonl.empty()) throw CLI::RequiredError("-o CASE.gpkg or --jsonl FILE");
      read.fields = ParseFields(read_fields);
      code = RunRead(read);
    });
  }

  void AddMentions() {
    CLI::App* c = app.add_subcommand("mentions", "Show what lies under the records: places, times, quantities, parties, attributions. Working material: names stay whole");
    c->add_option("paths", mentions.paths, "Files, folders, or - for standard input")->required();
    c->add_option("--jsonl", mentions.jsonl, "Where to write (default: - for standard output)");
    c->add_option("--class", mentions.classes, "Only these: place, time, quantity, party, weapon, damage, infrastructure, name, attribution (by commas, or repeatable)");
    c->add_option("--spans-in", mentions.spans_in,
                  "Resolve these spans and find no others: JSON lines {\"source_id\", \"class\" (default: place), \"span\": {\"begin\", \"end\"}} in characters of the\n"
                  "cleaned text, such as mentions writes them; one line comes out for each");
    c->add_option("--threads", mentions.threads, "Analysing threads (default: one a core); the output is the same whatever the number")->check(CLI::Range(1, 256));
    c->add_option("--field", mention_fields, "Name a key of the input, such as --field text=body (repeatable)");
    c->add_option("--knowledge", mentions.common.knowledge, "Knowledge file, or a folder of tables (default: the file beside the program)");
    AddOwnKnowledge(*c, mentions.common);
    c->add_option("--model", mentions.common.model, "Language model (default: the one beside the program)");
    c->add_flag("--accurate", mentions.common.accurate, "Let a second network read along: better trees and names, half as fast");
    c->add_flag("-q,--quiet", mentions.common.quiet, "Only say what failed");
    c->callback([this] {
      mentions.fields = ParseFields(mention_fields);
      code = RunMentions(mentions);
    });
  }

  void AddParse() {
    CLI::App* c = app.add_subcommand("parse", "Show sentences as the program sees them: words, tags, trees and names, as CoNLL-U");
    c->add_option("files", parse.paths, "Text files, JSON lines (.jsonl, .ndjson, .json), or - for standard input (also .gz, .zst)")->required();
    CLI::Option* conllu = c->add_flag("--conllu", as_conllu, "CoNLL-U, the exchange format of Universal Dependencies (this is the default)");
    CLI::Option* tree = c->add_flag("--tree", parse.tree, "Trees drawn for people instead")->excludes(conllu);
    c->add_flag("--tags", parse.tags, "Only words, tags and lemmas, quicker")->excludes(tree);
    CLI::Option* given = c->add_flag("--conllu-in", parse.conllu_in, "The files are CoNLL-U: analyse their sentences and words anew");
    c->add_flag("--clean", parse.clean, "Clean the text and leave out bylines, credits and navigation, as read does (always for JSON)")->excludes(given);
    c->add_option("-o,--out", parse.out, "File to write (default: standard output)");
    c->add_option("--threads", parse.threads, "Analysing threads (default: one a core); the output is the same whatever the number")->check(CLI::Range(1, 256));
    c->add_option("--field", parse_fields, "Name a key of the input, such as --field text=body (repeatable)");
    c->add_option("--knowledge", parse.common.knowledge, "Knowledge file, or a folder of tables (default: the file beside the program)");
    c->add_option("--model", parse.common.model, "Language model (default: the one beside the program)");
    c->add_flag("--accurate", parse.common.accurate, "Let a second network read along: better trees and names, half as fast");
    c->add_flag("-q,--quiet", parse.common.quiet, "Only say what failed");
    c->callback([this] {
      parse.fields = ParseFields(parse_fields);
      code = RunParse(parse);
    });
  }

  void AddShow() {
    CLI::App* c = app.add_subcommand("show", "List records of a case file as a table, or findings of one kind. Working material: names stay whole; dateline export withholds private persons");
    c->add_option("case", show.path, "Case file")->required();
    c->add_option("--kind", show.kind, "event, movement, stock, control or statement; incident, flow, figure or control_line for findings")
        ->check(CLI::IsMember({"event", "movement", "stock", "control", "statement", "incident", "flow", "figure", "control_line"}));
    c->add_option("--since", show.since, "Only what happened on or after this day (YYYY-MM-DD)");
    c->add_option("--until", show.until, "Only what happened on or before this day (YYYY-MM-DD)");
    c->add_option("--place", show.place, "Only records that name this place, division or country");
    c->add_option("--party", show.party, "Only records that name this party");
    c->add_flag("--unsure", show.unsure, "Only records below 50 %");
    c->add_option("--limit", show.limit, "At most this many rows");
    c->add_flag("--json", show.json, "JSON lines instead of a table");
    c->callback([this] { code = RunShow(show); });
  }

  void AddExplain() {
    CLI::App* c = app.add_subcommand("explain", "Show the sentence of a record with every slot underlined, its rule, speaker and source bytes; or a finding with every claim it stands on; or what was weighed in any sentence; or why a place name was taken for this place");
    c->add_option("inputs", explain.inputs, "Case file and the id of a record or finding, or its first digits; two findings: why they are (not) one event; with --place: reports (files, folders, or - for standard input)");
    c->add_option("--sentence", why.sentence, "Explain these words: their tree, every candidate for a record with its frame, slots and features, and what became of it");
    c->add_option("--published", why.published, "With --sentence: the day it was published (YYYY-MM-DD), which \"last week\" needs");
    AddScope(*c, why.scope);
    c->add_option("--place", explain.place, "Explain this name wherever the reports have it: all places it could be, what was weighed (size and kind, what holds it, the countries and "
                  "provinces of the report, places nearby, the dateline) and why one won");
    c->add_option("--field", explain_fields, "With --place: name a key of the input, such as --field text=body (repeatable)");
    AddOwnKnowledge(*c, explain.common);
    c->add_option("--knowledge", explain.common.knowledge, "Knowledge file, or a folder of tables (default: the file beside the program)");
    c->add_option("--model", explain.common.model, "Language model (default: the one beside the program)");
    c->callback([this] {
      if (!why.sentence.empty()) {
        if (!explain.inputs.empty() || !explain.place.empty()) throw CLI::ValidationError("--sentence", "stands alone, without files and --place");
        why.common = explain.common;
        code = RunExplainSentence(why);
        return;
      }
      if (explain.place.empty() ? explain.inputs.size() < 2 || explain.inputs.size() > 3 : explain.inputs.empty()) throw CLI::ValidationError("explain", "expected a case file and the id of a record or finding, or of two findings, --sentence WORDS, or --place NAME and reports");
      explain.fields = ParseFields(explain_fields);
      code = RunExplain(explain);
    });
  }

  void AddWhyNot() {
    CLI::App* c = app.add_subcommand("why-not", "Say why a line of a report gave no record, or not this one: every candidate, its probability and what was asked for");
    c->add_option("where", why.where, "FILE:LINE, such as report.txt:12; of JSON lines the report that stands there; with --out-of-scope a file or folder")->required();
    AddScope(*c, why.scope);
    c->add_flag("--out-of-scope", why.out_of_scope, "List all records that only --scope all-violence keeps, a line each, by tabs: report and sentence, type, words, probability, sentence");
    c->add_option("--field", why_fields, "Name a key of the input, such as --field text=body (repeatable)");
    AddOwnKnowledge(*c, why.common);
    c->add_option("--knowledge", why.common.knowledge, "Knowledge file, or a folder of tables (default: the file beside the program)");
    c->add_option("--model", why.common.model, "Language model (default: the one beside the program)");
    c->callback([this] {
      why.fields = ParseFields(why_fields);
      code = RunWhyNot(why);
    });
  }

  void AddExport() {
    CLI::App* c = app.add_subcommand("export", "Write a case file for other programs: JSON lines, tables, maps, and the layouts of the field");
    c->add_option("case", exporting.path, "Case file")->required();
    c->add_option("--as", exporting.format, "Name of the format, see below")->required();
    c->add_option("-o,--out", exporting.out, "File to write (default: standard output)");
    c->add_option("--kind", exporting.kind, "Only this kind: event, movement, stock, control, statement; or of findings incident, flow, figure, control_line");
    c->add_option("--since", exporting.since, "Only what happened on or after this day (YYYY-MM-DD, YYYY-MM or YYYY)");
    c->add_option("--until", exporting.until, "Only what happened on or before this day");
    c->add_option("--place", exporting.place, "Only what names this place, division or country");
    c->add_option("--party", exporting.party, "Only what names this party");
    c->add_option("--min-confidence", exporting.min_confidence, "Only from this probability on")->check(CLI::Range(0.0, 1.0));
    c->add_flag("--csv-safe", exporting.csv_safe, "In tables of text: quote every text, and put an apostrophe before one that a spreadsheet would run as a formula (= + - @ tab, line end)");
    c->add_option("--withhold", exporting.withhold, "What does not leave the case: persons (private ones; the default), sources, \"places-finer-than ADM1\", or none; several by commas or repeated")
        ->default_str("persons");
    c->add_option("--rule", exporting.rule, "Rule that makes the figures of findings: dateline, ucdp, acled, gtd, airwars, ibc or idmc (default: that of the format, else that of the case file)");
    c->add_option("--knowledge", exporting.knowledge, "Knowledge file, for the codes of others and for findings (default: the file beside the program)");
    c->footer(ExportFormatHelp());
    c->callback([this] { code = RunExport(exporting); });
  }

  void AddCode() {
    CLI::App* c = app.add_subcommand("code", "Code events by the dictionaries of TABARI, PETRARCH or UniversalPETRARCH (dateline help code)");
    c->add_option("paths", coding.paths, "Reports, as read takes them; with --conllu-in, files of CoNLL-U")->required();
    c->add_option("--dictionary", coding.dictionary, "Folder of dictionaries: verb, actor, agent, issue and discard files, told by their names");
    c->add_option("--verbs", coding.verbs, "Verb dictionary (repeatable); those of the folder are left out then");
    c->add_option("--actors", coding.common.actors, "Actor dictionary (repeatable), beside those of the folder");
    c->add_option("--agents", coding.common.agents, "Agent dictionary (repeatable)");
    c->add_option("--discards", coding.common.discards, "Discard list (repeatable)");
    c->add_option("--issues", coding.issues, "Issue dictionary (repeatable)");
    c->add_option("--dialect", coding.common.dialect, "tabari, petrarch1 or petrarch2: whose rules hold where the dictionaries leave it open (default: told by the files)")
        ->check(CLI::IsMember({"tabari", "petrarch1", "petrarch2"}));
    c->add_option("--format", coding.format, "petrarch (default), tabari or jsonl")->check(CLI::IsMember({"petrarch", "tabari", "jsonl"}));
    c->add_option("-o,--out", coding.out, "File to write (default: standard output)");
    c->add_flag("--lone-actors", coding.lone_actors, "Also events whose target is not known (---)");
    c->add_flag("--conllu-in", coding.conllu_in, "The inputs are CoNLL-U: their trees are coded as they are; each # newdoc is a report, # date = its day");
    c->add_option("--field", code_fields, "Name a key of the input, such as --field text=body (repeatable)");
    c->add_option("--threads", coding.threads, "Threads (default: one a core); the output is the same whatever the number")->check(CLI::Range(1, 256));
    c->add_option("--knowledge", coding.common.knowledge, "Knowledge file (default: the file beside the program)");
    c->add_option("--model", coding.common.model, "Language model (default: the one beside the program)");
    c->add_flag("-q,--quiet", coding.common.quiet, "Only say what failed");
    c->callback([this] {
      if (coding.dictionary.empty() && coding.verbs.empty()) throw CLI::RequiredError("--dictionary, or --verbs");
      coding.fields = ParseFields(code_fields);
      code = RunCode(coding);
    });
  }

  void AddKnowledge() {
    CLI::App* c = app.add_subcommand("knowledge", "Compile and check the tables that the engine works by");
    c->require_subcommand(1);
    CLI::App* b = c->add_subcommand("build", "Compile a folder of tables to one knowledge file");
    b->add_option("folder", build.folder, "Folder of tables, as knowledge/")->required();
    b->add_option("-o,--out", build.out, "File to write")->required();
    b->callback([this] { code = RunKnowledgeBuild(build); });
    CLI::App* k = c->add_subcommand("check", "Look through every table (rows said twice, dead codes, circles) and run the example of every row");
    k->add_option("--knowledge", check.common.knowledge, "Knowledge file, or a folder of tables (default: the file beside the program)");
    k->add_option("--model", check.common.model, "Language model (default: the one beside the program)");
    k->add_option("--only", check.only, "Only examples of rows whose id, or tables whose name, begins so (assault.kill, times)");
    k->callback([this] { code = RunKnowledgeCheck(check); });
  }

  void AddGazetteer() {
    CLI::App* c = app.add_subcommand("gazetteer", "Add, list and remove places of your own, which read and mentions use beside the shipped ones");
    c->require_subcommand(1);
    const auto common = [this](CLI::App* command, const char* option) {
      command->add_option(option, own.path, "Table of own places (default: $DATELINE_GAZETTEER, or $XDG_DATA_HOME/dateline/places.gazetteer, ~/.local/share/...)");
      command->add_option("--knowledge", own.common.knowledge, "Knowledge file, or a folder of tables (default: the file beside the program)");
      command->add_flag("-q,--quiet", own.common.quiet, "Only say what failed");
    };
    CLI::App* a = c->add_subcommand("add", "Add the places of CSV, GeoJSON, GeoNames or Who's On First files; all of a run or none");
    a->add_option("files", own.arguments, "Files, folders, or - for standard input (also .gz, .zst). CSV columns: name, lat, lon; and alternatives (by |), country, feature, adm1, population, id")->required();
    a->add_option("--format", own.format, "csv, geojson, geonames or wof (default: told by the content)")->check(CLI::IsMember({"csv", "geojson", "geonames", "wof"}));
    a->add_option("--feature", own.features, "Only these GeoNames classes or codes, such as P,A or S.CMP");
    a->add_option("--country", own.countries, "Only places of these countries, such as SY,IQ");
    a->add_flag("--any-age", own.any_age, "Who's On First: also places not known to be current");
    a->add_flag("--skip-bad", own.skip_bad, "Leave rows out that cannot be read (otherwise nothing is added)");
    common(a, "--into");
    a->callback([this] { code = RunGazetteerAdd(own); });
    CLI::App* l = c->add_subcommand("list", "Show own places, by tabs: name, feature, country, lat, lon, id, file they came from");
    common(l, "--gazetteer");
    l->callback([this] { code = RunGazetteerList(own); });
    CLI::App* r = c->add_subcommand("remove", "Remove own places by id, by the file they came from, or by name");
    r->add_option("what", own.arguments, "Ids, file names or place names")->required();
    common(r, "--gazetteer");
    r->callback([this] { code = RunGazetteerRemove(own); });
  }

  void AddHelp() {
    CLI::App* c = app.add_subcommand("help", "Explain a topic: " + HelpTopics());
    c->add_option("topic", topic, "One of: " + HelpTopics());
    c->callback([this] {
      const std::string_view text = topic.empty() ? std::string_view{} : HelpTopic(topic);
      if (!text.empty()) {
        Print(text);
      } else if (topic.empty()) {
        Print(app.help() + "\nTopics: " + HelpTopics() + "\n");
      } else {
        Complain("no help on \"" + topic + "\"; expected one of " + HelpTopics());
        code = kUsage;
      }
    });
  }
};

}  // namespace

int main(int argc, char** argv) {
  Program program;
  program.app.set_version_flag("--version", std::string("dateline ") + DATELINE_VERSION);
  program.app.require_subcommand(1);
  program.app.footer("Exit codes: 0 all read, 1 some reports failed, 2 wrong use, 3 nothing could be written.\nTry: dateline read reports/ -o case.gpkg && dateline show case.gpkg");
  program.AddRead();
  program.AddMentions();
  program.AddParse();
  program.AddCode();
  program.AddShow();
  program.AddExplain();
  program.AddWhyNot();
  AddFindingCommands(program.app, program.code);
  program.AddExport();
  program.AddGazetteer();
  program.AddKnowledge();
  program.AddHelp();
  try {
    program.app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return program.app.exit(error);
    program.app.exit(error);
    return kUsage;
  }
  return program.code;
}
