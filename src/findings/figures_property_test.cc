// What must hold for any claims: random ones, of a fixed seed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <random>

#include "findings/test_figures.h"

namespace dateline {
namespace {

uint32_t Below(std::mt19937& random, uint32_t n) { return static_cast<uint32_t>(random() % n); }

FigureClaim RandomClaim(std::mt19937& random, uint32_t id) {
  const double figure = Below(random, 4) == 0 ? (1 + Below(random, 9)) * 100.0 : Below(random, 30);
  FigureClaim claim = Claim(id, figure, Below(random, 12) == 0 ? FigureKey::kNoDay : 100 + static_cast<int32_t>(Below(random, 20)));
  claim.origin = Below(random, 8);
  claim.letter = "\0\0\0ABCDEF"[Below(random, 9)];
  claim.confidence = static_cast<float>(Below(random, 20)) / 20;
  claim.side = static_cast<ClaimSide>(Below(random, 4));
  claim.hedge = static_cast<Hedge>(Below(random, 6));
  claim.with_wounded = Below(random, 10) == 0;
  claim.denied = Below(random, 10) == 0;
  claim.correction = Below(random, 8) == 0;
  if (claim.correction && Below(random, 2) == 0) claim.corrects = Below(random, 30);
  if (Below(random, 5) == 0) claim.key.who = static_cast<FigureWho>(Below(random, 8));
  if (Below(random, 5) == 0) claim.key.of = Below(random, 3);
  if (claim.hedge == Hedge::kAtLeast) claim.high = kOpenEnd;
  if (claim.hedge == Hedge::kAtMost) claim.low = kOpenEnd;
  if (claim.hedge >= Hedge::kRange) claim.low = std::floor(figure * 0.7), claim.high = figure * 2, claim.words = Below(random, 2) == 0 ? "dozens" : "many";
  return claim;
}

std::vector<FigureClaim> RandomClaims(std::mt19937& random) {
  std::vector<FigureClaim> claims;
  const uint32_t n = 1 + Below(random, 12);
  for (uint32_t i = 0; i < n; ++i) claims.push_back(RandomClaim(random, i));
  return claims;
}

/// Everything but the verdicts, to the bit.
std::string Bytes(const FusedFigure& figure) {
  std::string out =
      Numbers(figure) + " " + std::to_string(figure.origins) + " " + std::to_string(figure.contested) + std::to_string(figure.provisional) + " " + figure.logic;
  for (const double end : {figure.low, figure.best, figure.high}) {
    char bytes[sizeof end];
    std::memcpy(bytes, &end, sizeof end);
    if (!std::isnan(end)) out.append(bytes, sizeof end);
  }
  return out;
}

template <class Check>
void ForRandomClaims(Check check) {
  std::mt19937 random(20260711);
  for (int round = 0; round < 1500; ++round) {
    const auto claims = RandomClaims(random);
    for (size_t i = 0; i < kFigureRules; ++i) check(random, static_cast<FigureRule>(i), claims);
    if (testing::Test::HasFailure()) return;
  }
}

TEST(FigureProperties, EndsAreInOrderAndAmongWhatIsClaimed) {
  size_t given = 0, open = 0;
  ForRandomClaims([&](std::mt19937&, FigureRule rule, const std::vector<FigureClaim>& claims) {
    const auto figure = Fused(rule, claims);
    if (!figure.given) return;
    ++given;
    ASSERT_FALSE(std::isnan(figure.best));
    ASSERT_FALSE(std::isnan(figure.low));
    ASSERT_FALSE(std::isinf(figure.high));
    ASSERT_LE(figure.low, figure.best) << Name(rule);
    if (std::isnan(figure.high))
      ++open;
    else
      ASSERT_LE(figure.best, figure.high) << Name(rule);
    double most = 0;
    for (const FigureClaim& claim : claims)
      most += std::max(12.0, std::isnan(claim.high) ? claim.best : claim.high);  // parts may add up; dozens are 12 to ACLED
    ASSERT_LE(figure.best, most);
  });
  EXPECT_GT(given, 3000u);
  EXPECT_GT(open, 100u);
}

TEST(FigureProperties, OrderOfClaimsChangesNothing) {
  ForRandomClaims([](std::mt19937& random, FigureRule rule, const std::vector<FigureClaim>& claims) {
    const auto figure = Fused(rule, claims);
    auto shuffled = claims;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    const auto again = Fused(rule, shuffled);
    ASSERT_EQ(Bytes(figure), Bytes(again)) << Name(rule);
    ASSERT_EQ(Uses(figure), Uses(again)) << Name(rule);
  });
}

TEST(FigureProperties, ACopyChangesNothing) {
  ForRandomClaims([](std::mt19937& random, FigureRule rule, const std::vector<FigureClaim>& claims) {
    auto more = claims;
    FigureClaim copy = claims[Below(random, static_cast<uint32_t>(claims.size()))];
    copy.id = 1000;
    if (copy.day != FigureKey::kNoDay) copy.day += static_cast<int32_t>(Below(random, 4));  // printed later
    more.push_back(copy);
    ASSERT_EQ(Bytes(Fused(rule, claims)), Bytes(Fused(rule, more))) << Name(rule);
  });
}

TEST(FigureProperties, WeightsAreShares) {
  ForRandomClaims([](std::mt19937&, FigureRule rule, const std::vector<FigureClaim>& claims) {
    const auto figure = Fused(rule, claims);
    ASSERT_EQ(figure.claims.size(), claims.size());
    for (const ClaimVerdict& verdict : figure.claims) ASSERT_TRUE(verdict.weight >= 0 && verdict.weight <= 1.0001f);
  });
}

TEST(FigureProperties, PartsAddUpToBest) {
  std::mt19937 random(7);
  for (int round = 0; round < 20000; ++round) {
    const auto part = [&] { return Below(random, 5) == 0 ? FigureClaim::kNone : static_cast<double>(Below(random, 60)); };
    const double best = Below(random, 100);
    const FigureParts parts = SplitParts(best, part(), part(), part());
    ASSERT_EQ(parts.deaths_a + parts.deaths_b + parts.civilians + parts.unknown, best);
    for (const double p : {parts.deaths_a, parts.deaths_b, parts.civilians, parts.unknown}) ASSERT_TRUE(p >= 0 && p == std::floor(p));
  }
}

TEST(FigureProperties, ManyClaimsTakeLittleMoreThanLinearTime) {
  const auto ticks = [](uint32_t n) {
    std::mt19937 random(3);
    std::vector<FigureClaim> claims;
    for (uint32_t i = 0; i < n; ++i) {
      claims.push_back(RandomClaim(random, i));
      claims.back().origin = i;
    }
    std::clock_t best = 0;
    for (int again = 0; again < 3; ++again) {
      const std::clock_t start = std::clock();  // of the processor: other programs do not count
      EXPECT_TRUE(Fused(FigureRule::kDateline, claims).given);
      const std::clock_t taken = std::clock() - start;
      best = again == 0 ? taken : std::min(best, taken);
    }
    return static_cast<double>(best);
  };
  EXPECT_LT(ticks(32000), 100 * ticks(2000));  // 16 times as many; a square would take 256 times as long
}

}  // namespace
}  // namespace dateline
