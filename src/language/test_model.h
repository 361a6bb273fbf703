// The shipped model, opened once a program, for the tests of this folder and of those that stand on it.
#pragma once

#include <stdexcept>

#include "language/model.h"

namespace dateline {

inline const Model& TestModel() {
  static const Model model = [] {
    auto opened = Model::Open(DATELINE_SOURCE_DIR "/models/english.model");
    if (!opened) throw std::runtime_error(opened.error().Message());
    return std::move(*opened);
  }();
  return model;
}

}  // namespace dateline
