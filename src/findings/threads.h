// Work on several threads.
#pragma once

#include <algorithm>
#include <cstddef>
#include <thread>
#include <vector>

namespace dateline {

/// Runs work(0) .. work(threads - 1), each on a thread of its own but the first, which is the caller's; ends when all have.
template <class Work>
void OnThreads(size_t threads, const Work& work) {
  std::vector<std::thread> running;
  for (size_t thread = 1; thread < threads; ++thread) running.emplace_back([&work, thread] { work(thread); });
  work(size_t{0});
  for (std::thread& t : running) t.join();
}

/// Runs work(i) for i in 0 .. n - 1 on so many threads, in consecutive stretches.
template <class Work>
void InStretches(size_t n, int threads, const Work& work) {
  const auto workers = std::max<size_t>(1, std::min(n, static_cast<size_t>(std::max(1, threads))));
  OnThreads(workers, [&](size_t w) {
    for (size_t i = n * w / workers; i < n * (w + 1) / workers; ++i) work(i);
  });
}

}  // namespace dateline
