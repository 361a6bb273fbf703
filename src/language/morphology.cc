#include "language/morphology.h"

#include "dateline/document.h"

namespace dateline {

uint16_t MorphOf(Xpos xpos) {
  switch (xpos) {
    case Xpos::kNns: case Xpos::kNnps: return kPlural;
    case Xpos::kVbd: return kPastTense;
    case Xpos::kVbn: return kPastParticiple;
    case Xpos::kVbg: return kGerund;
    case Xpos::kVbz: case Xpos::kVbp: return kFinitePresent;
    case Xpos::kVb: return kBaseForm;
    case Xpos::kPos: return kPossessive;
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
