// How long the search for copies takes and what it holds in memory: copies_bench [REPORTS]. Reports of about 300 invented words, drawn as in news (a few words are
// most of the text), one sentence in ten a stock phrase of all; a third of the reports are copies, whole, cut or with a sentence added. Times are of the processor.
#include <sys/resource.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "base/hash.h"
#include "findings/copies.h"

namespace {

/// Seconds of the processor that this process has had: other programs on the machine do not count.
double Now() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double PeakMiB() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

class Newsroom {
 public:
  Newsroom() {
    for (uint32_t i = 0; i < 30000; ++i) {
      // Common words are short: 45 of 100 words of a text have fewer than four letters, as in English.
      const size_t size = i < 60 ? 2 + random_() % 2 : 4 + random_() % 6;
      std::string word;
      for (size_t k = 0; k < size; ++k) word += static_cast<char>('a' + random_() % 26);
      words_.push_back(word);
    }
    for (int i = 0; i < 3000; ++i) stock_.push_back(Sentence());
  }

  std::string Report() {
    if (!recent_.empty() && random_() % 3 == 0) return Copy(recent_[random_() % recent_.size()]);
    std::vector<std::string> sentences;
    for (int i = 0; i < 14; ++i) sentences.push_back(random_() % 10 == 0 ? stock_[random_() % stock_.size()] : Sentence());
    if (recent_.size() < 2000) recent_.push_back(sentences);
    else recent_[random_() % recent_.size()] = sentences;
    return Join(sentences);
  }

 private:
  std::string Sentence() {
    std::string out;
    for (int i = 0; i < 21; ++i) {
      const double u = std::uniform_real_distribution<double>(0, 1)(random_);
      const double rank = std::pow(static_cast<double>(words_.size()), u) - 1;
      std::string word = words_[std::min(words_.size() - 1, static_cast<size_t>(rank))];
      if (i == 0 || random_() % 12 == 0) word[0] = static_cast<char>(word[0] - 32);
      out += (i == 0 ? "" : " ") + word;
    }
    return out + ".";
  }

  std::string Copy(std::vector<std::string> sentences) {
    const auto how = random_() % 3;
    if (how == 1) sentences.resize(sentences.size() * 6 / 10);
    if (how == 2) sentences.insert(sentences.begin() + static_cast<std::ptrdiff_t>(random_() % sentences.size()), Sentence());
    return Join(sentences);
  }

  static std::string Join(const std::vector<std::string>& sentences) {
    std::string out;
    for (const std::string& sentence : sentences) out += sentence + " ";
    return out;
  }

  std::mt19937 random_{20180114};
  std::vector<std::string> words_, stock_;
  std::vector<std::vector<std::string>> recent_;
};

}  // namespace

int main(int argc, char** argv) {
  const long count = argc > 1 ? std::atol(argv[1]) : 1'000'000;
  Newsroom newsroom;
  dateline::Sketcher sketcher;
  dateline::CopyIndex index;
  const double before = PeakMiB();
  double sketching = 0, adding = 0, letters = 0;
  for (long i = 0; i < count; ++i) {
    const std::string text = newsroom.Report();
    letters += static_cast<double>(text.size());
    const double begin = Now();
    const dateline::Sketch& sketch = sketcher.Make(text);
    sketching += Now() - begin;
    const double added = Now();
    index.Add(sketch);
    adding += Now() - added;
    if ((i + 1) % (count / 4) == 0) {
      std::printf("%ld reports: sketch %.1f us, add %.1f us a report; index %.0f MiB, peak of the process %.0f MiB; %zu links\n", i + 1, sketching * 1e6 / static_cast<double>(i + 1),
          adding * 1e6 / static_cast<double>(i + 1), static_cast<double>(index.Bytes()) / 1048576, PeakMiB() - before, index.links().size());
      std::fflush(stdout);
    }
  }
  std::vector<std::string> ids;
  for (long i = 0; i < count; ++i) ids.push_back(dateline::HashId(std::to_string(i)).Hex());
  std::vector<dateline::CopyReport> reports;
  for (const std::string& id : ids) reports.push_back({id, 17000, {}, {}});
  const double begin = Now();
  const std::vector<dateline::CopyOf> copies = dateline::FindOrigins(index, reports);
  std::printf("origins: %zu copies in %.1f s; %.0f letters a report; peak %.0f MiB\n", copies.size(), Now() - begin, letters / static_cast<double>(count), PeakMiB() - before);
  return 0;
}
