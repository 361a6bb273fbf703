// Work on many units: one thread makes them, N work, the caller's thread takes the results in the order in which they were made, whatever N.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace dateline {

/// Bounds what is under way: a unit is let in while its elders weigh less than `bytes` and are fewer than `units`.
struct Room {
  size_t bytes = 0, units = 0;
};

/// Hands units from their maker to the workers and, in order, to the one who takes the results.
template <class T>
class Exchange {
 public:
  struct Task {
    uint64_t number = 0;
    size_t bytes = 0;
    T unit;
  };

  explicit Exchange(Room room) : room_(room) {}

  /// False when the run was stopped. `work`: a worker must see it first.
  bool Put(T unit, size_t bytes, bool work) {
    std::unique_lock lock(mutex_);
    left_.wait(lock, [&] { return stopped_ || (bytes_ < room_.bytes && next_in_ - next_out_ < room_.units); });
    if (stopped_) return false;
    bytes_ += bytes;
    Task task{next_in_++, bytes, std::move(unit)};
    if (work) {
      todo_.push_back(std::move(task));
      work_.notify_one();
    } else {
      finished_.emplace(task.number, std::move(task));
      ready_.notify_one();
    }
    return true;
  }
  /// No more units will come.
  void Close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    work_.notify_all();
    ready_.notify_all();
  }
  /// Nobody waits for results any more.
  void Stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = closed_ = true;
    todo_.clear();
    work_.notify_all();
    left_.notify_all();
  }
  std::optional<Task> TakeWork() {
    std::unique_lock lock(mutex_);
    work_.wait(lock, [&] { return !todo_.empty() || closed_; });
    if (todo_.empty()) return std::nullopt;
    Task out = std::move(todo_.front());
    todo_.pop_front();
    return out;
  }
  void Finish(Task task) {
    const std::lock_guard lock(mutex_);
    finished_.emplace(task.number, std::move(task));
    ready_.notify_one();
  }
  std::optional<T> TakeNext() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [&] { return (!finished_.empty() && finished_.begin()->first == next_out_) || (closed_ && next_out_ == next_in_) || stopped_; });
    if (finished_.empty() || finished_.begin()->first != next_out_) return std::nullopt;
    Task out = std::move(finished_.begin()->second);
    finished_.erase(finished_.begin());
    ++next_out_;
    bytes_ -= out.bytes;
    left_.notify_one();
    return std::move(out.unit);
  }

 private:
  const Room room_;
  std::mutex mutex_;
  std::condition_variable work_, left_, ready_;
  std::deque<Task> todo_;
  std::map<uint64_t, Task> finished_;
  uint64_t next_in_ = 0, next_out_ = 0;
  size_t bytes_ = 0;
  bool closed_ = false, stopped_ = false;
};

/// `make(put)` makes the units and gives each to put(unit, bytes, work), which says false when it should end; `make_worker()` gives what works on a T&, made on
/// its thread when there is something for it to do; `take(T&)` says false to end the run. With one thread everything happens in turn on the caller's thread.
template <class T, class Make, class MakeWorker, class Take>
void RunInOrder(uint32_t threads, Room room, Make make, MakeWorker make_worker, Take take) {
  using Worker = decltype(make_worker());
  if (threads <= 1) {
    std::optional<Worker> worker;
    make([&](T unit, size_t, bool work) -> bool {
      if (work && !worker) worker.emplace(make_worker());
      if (work) (*worker)(unit);
      return take(unit);
    });
    return;
  }
  Exchange<T> exchange(room);
  std::vector<std::jthread> pool;
  pool.emplace_back([&] {
    make([&](T unit, size_t bytes, bool work) { return exchange.Put(std::move(unit), bytes, work); });
    exchange.Close();
  });
  for (uint32_t i = 0; i < threads; ++i) {
    pool.emplace_back([&] {
      std::optional<Worker> worker;
      while (auto task = exchange.TakeWork()) {
        if (!worker) worker.emplace(make_worker());
        (*worker)(task->unit);
        exchange.Finish(std::move(*task));
      }
    });
  }
  while (auto unit = exchange.TakeNext()) {
    if (!take(*unit)) break;
  }
  exchange.Stop();
}

}  // namespace dateline
