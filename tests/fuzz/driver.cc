// Runs a fuzz target without libFuzzer: what once crashed, then inputs mutated from the project's own files, the same ones every time.
// Usage: TARGET_fuzz ROUNDS CRASH_FOLDER SEED_FILE...
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

std::string Read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void Run(const std::string& bytes) { LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()); }

/// Cuts, doubles, flips and overwrites; now and then noise alone.
std::string Mutate(std::string text, std::mt19937_64& random) {
  const auto below = [&](size_t n) { return n == 0 ? 0 : static_cast<size_t>(random() % n); };
  if (random() % 16 == 0) {
    text.assign(below(3000), ' ');
    for (char& c : text) c = static_cast<char>(random());
    return text;
  }
  for (size_t k = 1 + below(8); k > 0; --k) {
    const size_t at = below(text.size()), size = below(std::min<size_t>(text.size() - at, 200) + 1);
    switch (random() % 5) {
      case 0: text.erase(at, size); break;
      case 1: text.insert(at, text.substr(at, size)); break;
      case 2: for (size_t i = at; i < at + size; ++i) text[i] = static_cast<char>(random()); break;
      case 3: if (!text.empty()) text[at] = static_cast<char>(text[at] ^ (1 << random() % 8)); break;
      default: text.insert(at, std::string(below(60), "\n \t.,-\"'(\xE2\x80\x94"[random() % 12])); break;
    }
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return std::fprintf(stderr, "usage: %s ROUNDS CRASH_FOLDER SEED_FILE...\n", argv[0]), 2;
  size_t runs = 0;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(argv[2], error)) Run(Read(entry.path())), ++runs;
  std::vector<std::string> seeds;
  for (int i = 3; i < argc; ++i) seeds.push_back(Read(argv[i]));
  std::mt19937_64 random(20171115);
  for (const std::string& seed : seeds) Run(seed), ++runs;
  for (long k = std::atol(argv[1]); k > 0; --k, ++runs) Run(Mutate(seeds[random() % seeds.size()], random));
  std::printf("%zu inputs, no crash\n", runs);
  return 0;
}
