// Errors of the environment (missing file, bad checksum, full disk) as values. Names follow std::expected.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace dateline {

/// What went wrong, in the words a person needs: where, what was found, what was expected (and, where there is one, the cure).
struct Error {
  std::string where;     ///< file, or file and line, or option
  std::string what;      ///< what was found
  std::string expected;  ///< what would have been right; may be empty

  /// "where: what; expected expected".
  std::string Message() const {
    std::string out = where.empty() ? what : where + ": " + what;
    if (!expected.empty()) out += "; expected " + expected;
    return out;
  }
};

/// A value or an Error.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  Error& error() { return std::get<1>(state_); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), ok_(false) {}  // NOLINT(google-explicit-constructor)

  bool has_value() const { return ok_; }
  explicit operator bool() const { return ok_; }
  const Error& error() const { return error_; }

 private:
  Error error_;
  bool ok_ = true;
};

}  // namespace dateline
