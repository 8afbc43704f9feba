#include "client/cli/conveyor.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace client::cli {
namespace {

// A chunk on its way: read, judged, then written.
struct Place {
  Chunk chunk;
  Answer answer;
  std::int64_t number = -1;  // Which chunk of the file it is; -1: the place is free.
  bool is_judged = false;
};

class Conveyor {
 public:
  Conveyor(ChunkReader& reader, const Options& options, const std::string& file, const WriteAnswer& write, Tally& tally)
      : reader_(reader), options_(options), file_(file), write_(write), tally_(tally), places_(2 * static_cast<std::size_t>(options.jobs) + 2) {}

  // What each thread does until the file ends.
  void work() {
    Place* judging = nullptr;
    Judge judge(options_, file_, reader_.form(), reader_.table(), [&](Answer&) { spill(*judging); });
    while ((judging = take_next())) {
      judge.judge(judging->chunk, judging->answer);
      finish(*judging);
    }
  }

  bool has_stopped() const { return is_stopped_; }

 private:
  // Reads the next chunk into a free place; nullptr at the end.
  Place* take_next() {
    const std::lock_guard reading(reading_);
    Place* place = wait_for_place();
    if (!place) return nullptr;
    if (!reader_.next(place->chunk)) {
      const std::lock_guard lock(mutex_);
      is_ended_ = true;
      return nullptr;
    }
    place->answer.clear_texts();
    place->answer.tally = {};
    const std::lock_guard lock(mutex_);
    bytes_read_ = reader_.bytes_read();
    place->is_judged = false;
    place->number = next_number_++;
    return place;
  }

  Place* wait_for_place() {
    std::unique_lock lock(mutex_);
    for (;;) {
      if (is_ended_ || is_stopped_) return nullptr;
      for (Place& place : places_) {
        if (place.number < 0) return &place;
      }
      changed_.wait(lock);
    }
  }

  // Writes what is judged and whose turn it is. Another thread that writes already takes it along.
  void finish(Place& place) {
    std::unique_lock lock(mutex_);
    place.is_judged = true;
    if (is_writing_) return;
    is_writing_ = true;
    while (Place* next = place_of_turn()) {
      if (!next->is_judged) break;
      write(*next, lock);
      tally_.add(next->answer.tally);
      next->number = -1;
      turn_ += 1;
      changed_.notify_all();
    }
    is_writing_ = false;
    changed_.notify_all();
  }

  // An answer that has grown large waits for its turn and is written as far as it goes.
  void spill(Place& place) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return turn_ == place.number && !is_writing_; });
    is_writing_ = true;
    write(place, lock);
    is_writing_ = false;
    place.answer.clear_texts();
    changed_.notify_all();
  }

  void write(Place& place, std::unique_lock<std::mutex>& lock) {
    if (is_stopped_) return;
    const std::int64_t bytes_read = bytes_read_;
    lock.unlock();
    const bool is_written = write_(place.answer, bytes_read);
    lock.lock();
    if (!is_written) is_stopped_ = true;
  }

  Place* place_of_turn() {
    for (Place& place : places_) {
      if (place.number == turn_) return &place;
    }
    return nullptr;
  }

  ChunkReader& reader_;
  const Options& options_;
  const std::string& file_;
  const WriteAnswer& write_;
  Tally& tally_;
  std::mutex reading_;  // Taken before `mutex_`.
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Place> places_;
  std::int64_t next_number_ = 0;
  std::int64_t turn_ = 0;        // The chunk that is to be written next.
  std::int64_t bytes_read_ = 0;
  bool is_writing_ = false;
  bool is_ended_ = false;
  bool is_stopped_ = false;
};

}  // namespace

bool judge_file(ChunkReader& reader, const Options& options, const std::string& file, const WriteAnswer& write, Tally& tally) {
  Conveyor conveyor(reader, options, file, write, tally);
  std::vector<std::thread> threads;
  for (int i = 1; i < options.jobs; ++i) threads.emplace_back([&] { conveyor.work(); });
  conveyor.work();
  for (std::thread& thread : threads) thread.join();
  return !conveyor.has_stopped();
}

}  // namespace client::cli
