#include "language/morphology.h"

#include <array>
#include <vector>

#include "dateline/document.h"

namespace dateline {
namespace {

using Together = std::array<std::array<bool, kXposCount>, kUposCount>;

Together MakeTogether() {
  using X = Xpos;
  const std::vector<std::pair<Upos, std::vector<Xpos>>> lists = {
      {Upos::kNoun, {X::kNn, X::kNns, X::kFw, X::kGw, X::kAfx}},
      {Upos::kPropn, {X::kNnp, X::kNnps, X::kAdd, X::kGw}},
      {Upos::kVerb, {X::kVb, X::kVbd, X::kVbg, X::kVbn, X::kVbp, X::kVbz, X::kNnp}},
      {Upos::kAux, {X::kMd, X::kVb, X::kVbd, X::kVbg, X::kVbn, X::kVbp, X::kVbz}},
      {Upos::kAdj, {X::kJj, X::kJjr, X::kJjs, X::kNnp, X::kAfx}},
      {Upos::kAdv, {X::kRb, X::kRbr, X::kRbs, X::kWrb, X::kNnp, X::kFw, X::kGw, X::kAfx, X::kIn}},
      {Upos::kPron, {X::kPrp, X::kPrpPoss, X::kDt, X::kWdt, X::kWp, X::kWpPoss, X::kNn, X::kEx}},
      {Upos::kDet, {X::kDt, X::kPdt, X::kWdt}},
      {Upos::kAdp, {X::kIn, X::kRp}},
      {Upos::kNum, {X::kCd, X::kLs, X::kNnp}},
      {Upos::kCconj, {X::kCc}},
      {Upos::kSconj, {X::kIn}},
      {Upos::kPart, {X::kTo, X::kRb, X::kPos}},
      {Upos::kPunct, {X::kStop, X::kComma, X::kColon, X::kRightBracket, X::kLeftBracket, X::kOpenQuote, X::kCloseQuote, X::kHyph, X::kNfp, X::kSym}},
      {Upos::kSym, {X::kSym, X::kDollar, X::kNfp, X::kComma, X::kNn}},
      {Upos::kIntj, {X::kUh}},
      {Upos::kX, {X::kGw, X::kFw, X::kNn, X::kAdd, X::kLs, X::kAfx, X::kRb, X::kJj}},
  };
  Together out{};
  for (const auto& [upos, tags] : lists) {
    for (const Xpos xpos : tags) out[static_cast<size_t>(upos)][static_cast<size_t>(xpos)] = true;
  }
  return out;
}

}  // namespace

bool GoTogether(Upos upos, Xpos xpos) {
  static const Together together = MakeTogether();
  return together[static_cast<size_t>(upos)][static_cast<size_t>(xpos)];
}

uint16_t MorphOf(Xpos xpos) {
  switch (xpos) {
    case Xpos::kNns: case Xpos::kNnps: return kPlural;
    case Xpos::kVbd: return kPastTense;
    case Xpos::kVbn: return kPastParticiple;
    case Xpos::kVbg: return kGerund;
    case Xpos::kVbz: case Xpos::kVbp: case Xpos::kMd: return kFinitePresent;
    case Xpos::kVb: return kBaseForm;
    case Xpos::kPos: case Xpos::kPrpPoss: case Xpos::kWpPoss: return kPossessive;
    default: return 0;
  }
}

uint16_t MorphFromFeatures(std::string_view feats) {
  const auto has = [&](std::string_view feature) { return feats.find(feature) != std::string_view::npos; };
  if (has("VerbForm=Ger") || (has("VerbForm=Part") && has("Tense=Pres"))) return kGerund;
  if (has("VerbForm=Part")) return kPastParticiple;
  if (has("VerbForm=Inf")) return kBaseForm;
  if (has("VerbForm=Fin")) return has("Tense=Past") ? kPastTense : kFinitePresent;
  return has("Number=Plur") ? kPlural : 0;
}

std::string_view FeaturesOf(Upos upos, Xpos xpos) {
  switch (xpos) {
    case Xpos::kNn: case Xpos::kNnp: return upos == Upos::kNoun || upos == Upos::kPropn ? "Number=Sing" : "_";
    case Xpos::kNns: case Xpos::kNnps: return upos == Upos::kNoun || upos == Upos::kPropn ? "Number=Plur" : "_";
    case Xpos::kVb: return "VerbForm=Inf";
    case Xpos::kVbd: return "Mood=Ind|Tense=Past|VerbForm=Fin";
    case Xpos::kVbg: return "Tense=Pres|VerbForm=Part";
    case Xpos::kVbn: return "Tense=Past|VerbForm=Part";
    case Xpos::kVbp: return "Mood=Ind|Tense=Pres|VerbForm=Fin";
    case Xpos::kVbz: return "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin";
    case Xpos::kMd: return "VerbForm=Fin";
    case Xpos::kJj: return upos == Upos::kAdj ? "Degree=Pos" : "_";
    case Xpos::kJjr: case Xpos::kRbr: return "Degree=Cmp";
    case Xpos::kJjs: case Xpos::kRbs: return "Degree=Sup";
    case Xpos::kCd: return upos == Upos::kNum ? "NumType=Card" : "_";
    default: return "_";
  }
}

}  // namespace dateline
