#include "cli/finding_commands.h"

#include <memory>

namespace dateline::cli {
namespace {

constexpr const char* kKnowledge = "Knowledge file, or a folder of tables (default: the file beside the program)";
constexpr const char* kAuthor = "Who decides (default: $DATELINE_AUTHOR, or the login name)";

void AddFindings(CLI::App& app, int& code) {
  const auto options = std::make_shared<FindingsOptions>();
  const auto as = std::make_shared<std::string>("table");
  CLI::App* c = app.add_subcommand("findings", "Show what many reports together say: incidents, flows, figures over time, control lines, with low, best, high and the rule that made them");
  c->add_option("case", options->path, "Case file")->required();
  c->add_option("--rule", options->rule, "Make the figures by this rule: dateline, ucdp, acled, gtd, airwars, ibc, idmc (default: that of the case file; another is not stored)");
  c->add_option("--as", *as, "table (default) or jsonl")->check(CLI::IsMember({"table", "jsonl"}));
  c->add_option("--kind", options->kind, "incident, flow, figure or control_line")->check(CLI::IsMember({"incident", "flow", "figure", "control_line"}));
  c->add_option("--type", options->type, "Only this PLOVER type, manner, state or change");
  c->add_option("--since", options->since, "Only what happened on or after this day (YYYY-MM-DD)");
  c->add_option("--until", options->until, "Only what happened on or before this day (YYYY-MM-DD)");
  c->add_option("--place", options->place, "Only findings at this place, division or country");
  c->add_option("--party", options->party, "Only findings with this party");
  c->add_option("--min-confidence", options->min_confidence, "Only findings from this probability on")->check(CLI::Range(0.0, 1.0));
  c->add_option("--limit", options->limit, "At most this many");
  c->add_option("--knowledge", options->knowledge, kKnowledge);
  c->callback([options, as, &code] {
    options->jsonl = *as == "jsonl";
    code = RunFindings(*options);
  });
}

void AddSources(CLI::App& app, int& code) {
  const auto options = std::make_shared<SourcesOptions>();
  CLI::App* c = app.add_subcommand("sources", "Show whose word the records are, how far a person trusts it, what was learned of it, and whom it repeats");
  c->add_option("case", options->path, "Case file")->required();
  c->add_option("--set", options->set, "Set the Admiralty letter of a source: NAME=A (reliable) to NAME=E (unreliable), F (cannot be judged), or NAME=- to take it away (repeatable)");
  c->add_option("--author", options->author, kAuthor);
  c->add_option("--knowledge", options->knowledge, kKnowledge);
  c->callback([options, &code] { code = RunSources(*options); });
}

void AddReview(CLI::App& app, int& code) {
  const auto options = std::make_shared<ReviewOptions>();
  CLI::App* c = app.add_subcommand("review", "Decide about findings and records; findings are made anew at once, and dateline undo takes a decision back");
  c->add_option("case", options->path, "Case file")->required();
  c->add_option("action", options->action, "What is decided (below)")->required();
  c->add_option("arguments", options->arguments, "Ids of findings or records (first digits will do), then what the action needs")->required();
  c->add_flag("--party", options->party, "With withhold: the arguments are names or ids of parties");
  c->add_option("--author", options->author, kAuthor);
  c->add_flag("--no-findings", options->no_findings, "Keep the decision, make findings anew later (the next dateline read or review does)");
  c->add_option("--knowledge", options->knowledge, kKnowledge);
  c->footer("Actions:\n"
            "  accept ID...            it is right                       reject ID...   it is wrong: it stands in no finding\n"
            "  unsure ID...            neither; takes accept and reject back\n"
            "  edit ID FIELD=VALUE...  killed=36, killed=27-36-38, actors=\"rebels; militia\", type=ASSAULT, killed=none\n"
            "  date ID DAY             2018-01-15, 2018-01-15..2018-01-17, none\n"
            "  place ID NAME           a place that some record of the case names; or LAT,LON or LAT,LON,NAME\n"
            "  merge ID ID...          these are one event               split ID RECORD...  these records are another event\n"
            "  credibility ID DIGIT    Admiralty 1 (confirmed) to 6 (cannot be judged), or -\n"
            "  withhold ID...          never to leave the case; with --party: names of parties\n"
            "  note ID TEXT            a remark");
  c->callback([options, &code] { code = RunReview(*options); });
}

void AddUndo(CLI::App& app, int& code) {
  const auto options = std::make_shared<UndoOptions>();
  CLI::App* c = app.add_subcommand("undo", "Take a decision back, the newest or the one with this number; undoing an undo brings it back");
  c->add_option("case", options->path, "Case file")->required();
  c->add_option("nr", options->nr, "Number of the decision (dateline log)")->check(CLI::PositiveNumber);
  c->add_option("--author", options->author, kAuthor);
  c->add_flag("--no-findings", options->no_findings, "Make findings anew later");
  c->add_option("--knowledge", options->knowledge, kKnowledge);
  c->callback([options, &code] { code = RunUndo(*options); });
}

void AddLog(CLI::App& app, int& code) {
  const auto path = std::make_shared<std::string>();
  CLI::App* c = app.add_subcommand("log", "Show what people decided, when, and what was taken back");
  c->add_option("case", *path, "Case file")->required();
  c->callback([path, &code] { code = RunLog(*path); });
}

}  // namespace

void AddFindingCommands(CLI::App& app, int& code) {
  AddFindings(app, code);
  AddSources(app, code);
  AddReview(app, code);
  AddUndo(app, code);
  AddLog(app, code);
}

}  // namespace dateline::cli
