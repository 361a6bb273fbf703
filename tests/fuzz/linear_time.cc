// Time grows with the text and no faster: some fifty kinds of text that hurt parsers and finders, read at n and at 4n words: words to records and the lines of mentions. Fails where four times the text takes more than five times
// the time. Measured in CPU time, the least of several readings, since the machine may be busy.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "engine/serialize.h"
#include "whole_world.h"

namespace {

using Word = std::function<std::string(size_t)>;

struct Generator {
  const char* name;
  Word word;
};

std::vector<Generator> Generators() {
  const auto same = [](std::string text) { return [text](size_t) { return text; }; };
  const auto every = [](size_t n, std::string rare, std::string common) { return [=](size_t i) { return i % n == n - 1 ? rare : common; }; };
  const auto cycle = [](std::vector<std::string> words) { return [words](size_t i) { return words[i % words.size()]; }; };
  return {
      {"one letter", same("a ")},
      {"stops", same(". ")},
      {"commas", same(", ")},
      {"no spaces", same("word")},
      {"no spaces, stops", same("a.")},
      {"open quotes", same("\" ")},
      {"curly quotes", cycle({"“a ", "b ", "c” "})},
      {"open brackets", same("( ")},
      {"closed brackets", same(") ")},
      {"nested brackets", cycle({"(a ", "[b ", "c] ", "d) "})},
      {"relative clauses", cycle({"the ", "man ", "that "})},
      {"of chains", cycle({"the ", "leader ", "of "})},
      {"and lists", cycle({"guns ", "and "})},
      {"comma lists", cycle({"guns, "})},
      {"hyphens", same("a-")},
      {"long hyphens", same("well-armed-")},
      {"apostrophes", same("'s ")},
      {"contractions", same("don't")},
      {"abbreviations", same("U.S. ")},
      {"initials", same("J. ")},
      {"numbers", [](size_t i) { return std::to_string(i * 7919 % 100003) + " "; }},
      {"one number", same("9")},
      {"capitals", same("ATTACK ")},
      {"names", cycle({"Abu ", "Bakr ", "al-"})},
      {"new words", [](size_t i) { return "zx" + std::to_string(i * 48271 % 65521) + "qv "; }},
      {"one sentence a word", same("Go. ")},
      {"a paragraph a word", same("Go\n")},
      {"dots", same("...")},
      {"two-byte letters", same("éé ")},
      {"broken bytes", same("\xE2\x80 \xFF")},
      {"long sentences", every(511, ". ", "that he said ")},
      {"one place", same("Tripoli ")},
      {"places", cycle({"Tripoli, ", "Springfield, ", "Raqqa, ", "San Antonio, ", "Victoria, "})},
      {"places in sentences", cycle({"Raqqa fell. ", "San Jose burned. ", "Tripoli, Lebanon, fell. "})},
      {"beginnings of names", cycle({"San ", "Santa ", "New ", "Al ", "The "})},
      {"directions", cycle({"north ", "of ", "near ", "12 km "})},
      {"between", cycle({"between ", "Homs ", "and "})},
      {"number words", cycle({"hundred ", "thousand ", "and "})},
      {"sums of women", cycle({"two women, ", "a child, "})},
      {"including", cycle({"including ", "36 people, "})},
      {"percent of", cycle({"half of ", "the ", "800 "})},
      {"ranges", same("20-30-")},
      {"dates", cycle({"3 May 2017, ", "Monday, ", "last month "})},
      {"years", same("2017 ")},
      {"times from", cycle({"from ", "two days ", "after "})},
      {"pronouns", cycle({"He said they left. ", "It fell. "})},
      {"persons", cycle({"Mr. Ahmad Ramadan said he left. ", "Ahmad Salim saw him. "})},
      {"new persons", [](size_t i) { return "Mr. Ab" + std::to_string(i * 48271 % 65521) + " said he knew. "; }},
      {"namesakes", [](size_t i) { return "Mr. Ab" + std::to_string(i * 48271 % 65521) + "q Khan said he knew. "; }},
      {"leaders", cycle({"Bashar al-Assad said Vladimir Putin knew. ", "Assad left. "})},
      {"groups", cycle({"The Syrian Democratic Forces (SDF) fled. ", "The group stayed. "})},
      {"acronyms", [](size_t i) { return "(" + std::string{static_cast<char>('A' + i % 26), static_cast<char>('A' + i / 26 % 26), static_cast<char>('A' + i / 676 % 26)} + ") "; }},
      {"of the members", cycle({"members ", "of ", "the council "})},
      {"weapons", cycle({"improvised explosive ", "devices "})},
      {"attacks", cycle({"Rebels killed 12 soldiers in Homs on Monday. ", "They fled to Raqqa, officials said. "})},
      {"triggers in a row", cycle({"attacked ", "killed ", "soldiers ", "and "})},
      {"triggers under triggers", cycle({"rebels ", "said ", "that ", "troops ", "planned ", "to ", "attack "})},
      {"moves in a row", cycle({"fled ", "from ", "Homs ", "to ", "Raqqa, "})},
      {"prices", cycle({"paid ", "smugglers ", "$3,000 ", "and "})},
  };
}

double Seconds(dateline::WholeWorld& world, const std::string& text) {
  double best = 1e9;
  size_t written = 0;
  for (int k = 0; k < 5; ++k) {
    timespec a{}, b{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &a);
    written += dateline::MentionsJson(world.ReadAll(text)).size();
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &b);
    best = std::min(best, static_cast<double>(b.tv_sec - a.tv_sec) + 1e-9 * static_cast<double>(b.tv_nsec - a.tv_nsec));
  }
  return written == SIZE_MAX ? 0 : best;  // what was written counts as used
}

}  // namespace

/// linear_time [NAME...]: only these kinds.
int main(int argc, char** argv) {
  dateline::WholeWorld world;
  constexpr size_t kWords = 6000;
  int passed = 0, failed = 0;
  for (const Generator& g : Generators()) {
    if (argc > 1 && std::none_of(argv + 1, argv + argc, [&](const char* name) { return std::string_view(name) == g.name; })) continue;
    std::string small, large;
    for (size_t i = 0; i < 4 * kWords; ++i) {
      const std::string word = g.word(i);
      if (i < kWords) small += word;
      large += word;
    }
    world.ReadAll(large);  // warm
    const double t1 = Seconds(world, small), t4 = Seconds(world, large);
    const bool good = t4 <= 5 * t1;
    good ? ++passed : ++failed;
    std::printf("%-20s %8.2f ms %8.2f ms  x%.2f%s\n", g.name, 1e3 * t1, 1e3 * t4, t4 / t1, good ? "" : "  SLOWER THAN LINEAR");
  }
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
