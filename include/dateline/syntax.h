// The closed lists of the language stage: universal and Penn parts of speech, universal dependency relations, kinds of names; and what they are called in files.
//
// Upos and Deprel are those of Universal Dependencies v2 for English (universaldependencies.org), Xpos the tags of the Penn Treebank as the English treebanks use
// them, NameType is described in docs/language.md. The numbers are part of the model file: append, never reorder.
#pragma once

#include <cstdint>
#include <string_view>

namespace dateline {

/// Universal part of speech.
enum class Upos : uint8_t { kX, kNoun, kPropn, kVerb, kAux, kAdj, kAdv, kPron, kDet, kAdp, kNum, kCconj, kSconj, kPart, kPunct, kSym, kIntj };
inline constexpr size_t kUposCount = 17;

/// Penn Treebank tag.
enum class Xpos : uint8_t {
  kNone, kNn, kIn, kDt, kNnp, kPrp, kJj, kStop, kRb, kComma, kNns, kVb, kCc, kVbp, kVbd, kVbz, kCd, kVbn, kVbg, kTo, kMd, kPrpPoss, kUh, kColon,
  kRightBracket, kWdt, kLeftBracket, kWrb, kWp, kOpenQuote, kCloseQuote, kRp, kHyph, kPos, kNnps, kJjr, kJjs, kEx, kRbr, kNfp, kAdd, kSym, kGw,
  kDollar, kFw, kPdt, kRbs, kLs, kAfx, kWpPoss
};
inline constexpr size_t kXposCount = 50;

/// Universal dependency relation, with the subtypes of the English treebanks; kNone: no tree.
enum class Deprel : uint8_t {
  kNone, kPunct, kCase, kNsubj, kDet, kRoot, kAdvmod, kAmod, kObj, kObl, kConj, kNmod, kCompound, kCc, kMark, kAux, kCop, kNmodPoss, kAdvcl, kXcomp,
  kFlat, kAclRelcl, kCcomp, kParataxis, kAcl, kAppos, kNummod, kAuxPass, kNsubjPass, kDiscourse, kOblUnmarked, kNmodUnmarked, kCompoundPrt, kExpl,
  kFixed, kIobj, kList, kOblAgent, kReparandum, kNmodDesc, kCsubj, kDep, kNsubjOuter, kDetPredet, kAdvclRelcl, kVocative, kGoeswith, kCcPreconj,
  kOrphan, kDislocated, kCsubjPass, kCsubjOuter
};
inline constexpr size_t kDeprelCount = 52;

/// What a name is a name of. Money, times, quantities and frequencies are the expressions that name recognizers mark beside names.
enum class NameType : uint8_t {
  kNone, kPerson, kOrganization, kArmedGroup, kPlace, kFacility, kNorp, kEvent, kDocument, kWeapon, kVehicle, kMoney, kTime, kQuantity, kFrequency
};
inline constexpr size_t kNameTypeCount = 15;

/// As in the columns of CoNLL-U ("NOUN", "VBD", "nsubj:pass") and in JSON ("armed_group"); "_" for kNone.
std::string_view UposName(Upos upos);
std::string_view XposName(Xpos xpos);
std::string_view DeprelName(Deprel deprel);
std::string_view NameTypeName(NameType type);

/// The other way round; unknown names give kX or kNone. A relation with an unknown subtype gives the relation without it ("obl:tmod" is
/// obl); the names of version 1 (dobj, nsubjpass) give those of version 2.
Upos UposFrom(std::string_view name);
Xpos XposFrom(std::string_view name);
Deprel DeprelFrom(std::string_view name);

}  // namespace dateline
