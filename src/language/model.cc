#include "language/model.h"

namespace dateline {

Result<Model> Model::Open(const std::string& path) {
  auto container = Container::Open(path, kModelFile);
  if (!container) return container.error();
  return Check(std::move(*container));
}

Result<Model> Model::FromBytes(std::string bytes) {
  auto container = Container::FromBytes(std::move(bytes), kModelFile);
  if (!container) return container.error();
  return Check(std::move(*container));
}

Result<Model> Model::Check(Container container) {
  if (auto sound = container.VerifyAll(); !sound) return sound.error();
  auto network = Network::Load(container.Section("features"), container.Section("words"), container.Section("network"));
  if (!network) return network.error();
  auto lemmas = LemmaModel::Load(container.Section("lemmas"));
  if (!lemmas) return lemmas.error();
  auto sentences = SentenceModel::Load(container.Section("sentences"));
  if (!sentences) return sentences.error();
  Model out;
  out.container_ = std::move(container);
  out.network_ = *network;
  out.lemmas_ = *lemmas;
  out.sentences_ = *sentences;
  return out;
}

}  // namespace dateline
