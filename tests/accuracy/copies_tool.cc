// Finds copies among the reports on standard input, a line each: id, day of publication (ISO, or empty), id of the agency that published it, id of the agency
// it credits, body with line ends written as \n; separated by tabs. Prints a line for each copy and origin: id, id of the origin, share. With "links" it prints
// what every linked pair has in common instead.
#include <cstdio>
#include <cstring>
#include <iostream>
#include <string>
#include <vector>

#include "base/days.h"
#include "findings/copies.h"

namespace {

struct Line {
  std::string id, published, agency, credited, body;
};

bool ReadLine(std::istream& in, Line& line) {
  std::string text;
  if (!std::getline(in, text)) return false;
  size_t at = 0;
  for (std::string* cell : {&line.id, &line.published, &line.agency, &line.credited, &line.body}) {
    const size_t end = std::min(text.find('\t', at), text.size());
    *cell = text.substr(std::min(at, text.size()), end - std::min(at, text.size()));
    at = end + 1;
  }
  size_t kept = 0;
  for (size_t i = 0; i < line.body.size(); ++i) {
    const bool escape = line.body[i] == '\\' && i + 1 < line.body.size() && line.body[i + 1] == 'n';
    line.body[kept++] = escape ? '\n' : line.body[i];
    i += escape ? 1 : 0;
  }
  line.body.resize(kept);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  dateline::Sketcher sketcher;
  dateline::CopyIndex index;
  std::vector<Line> lines;
  for (Line line; ReadLine(std::cin, line);) {
    index.Add(sketcher.Make(line.body));
    line.body.clear();
    lines.push_back(line);
  }
  if (argc > 1 && std::strcmp(argv[1], "links") == 0) {
    for (const dateline::CopyLink& link : index.links()) {
      const dateline::Likeness like = index.Compare(link.first, link.second);
      std::printf("%s\t%s\t%.2f\t%.2f\t%.2f\t%u\t%u\n", lines[link.first].id.c_str(), lines[link.second].id.c_str(), static_cast<double>(like.share),
          static_cast<double>(like.head), static_cast<double>(like.names), like.shingles, like.name_count);
    }
    return 0;
  }
  std::vector<dateline::CopyReport> reports;
  for (const Line& line : lines) reports.push_back({line.id, dateline::ParseIsoDay(line.published).value_or(dateline::kNoDay), line.agency, line.credited});
  for (const dateline::CopyOf& copy : dateline::FindOrigins(index, reports)) {
    std::printf("%s\t%s\t%.2f\n", lines[copy.report].id.c_str(), lines[copy.origin].id.c_str(), static_cast<double>(copy.share));
  }
  return 0;
}
