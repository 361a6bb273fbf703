// Where a language model lies.
#pragma once

#include <string>

namespace dateline {

/// The files of a language model. `second`: a model whose network reads along (language/network.h), for accuracy over speed; empty: none.
struct ModelPaths {
  std::string first, second;
};

}  // namespace dateline
