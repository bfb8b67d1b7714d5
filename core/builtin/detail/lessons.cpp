// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/builtin/detail/documents.h"
#include "core/builtin/detail/people.h"
#include "core/builtin/phrase.h"
#include "core/builtin/words.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace lapidary::builtin::detail {

namespace {

/// One change of what A and B have; numbers stay within 1 .. 20.
std::string changeOfCounts(Slots& slots, int& a, int& b, RandomSource& random) {
    const int kind = random.between(0, 2);
    if (kind == 0 && a < 18) {
        const int more = random.between(1, std::min(5, 20 - a));
        slots["n"] = numberWord(more);
        a += more;
        slots["a"] = numberWord(a);
        return phrase("{A} [finds|buys|gets] {n} more. Now {A} has {a} {F}. ", slots, random);
    }
    if (kind == 1 && a > 2) {
        const int fewer = random.between(1, std::min(5, a - 1));
        slots["n"] = numberWord(fewer);
        a -= fewer;
        slots["a"] = numberWord(a);
        return phrase("{A} [loses|sells] {n}. Now {A} has {a} {F}. ", slots, random);
    }
    const int given = random.between(1, std::min({4, b - 1 > 0 ? b - 1 : 1, 20 - a > 0 ? 20 - a : 1}));
    slots["n"] = numberWord(given);
    a += given;
    b -= given;
    slots["a"] = numberWord(a);
    slots["b"] = numberWord(b);
    return phrase("{B} gives {A} {n}. Now {A} has {a} {F} and {B} has {b}. ", slots, random);
}

std::string plainSums(RandomSource& random) {
    std::string text;
    Slots slots;
    const int count = random.between(3, 5);
    for (int i = 0; i < count; ++i) {
        const int a = random.between(1, 10);
        const int b = random.between(1, 10);
        slots["a"] = numberWord(std::max(a, b));
        slots["b"] = numberWord(std::min(a, b));
        slots["sum"] = numberWord(a + b);
        slots["rest"] = numberWord(std::max(a, b) - std::min(a, b));
        text += phrase("[{a} and {b} make {sum}|{a} plus {b} is {sum}|{a} minus {b} is {rest}|{b} from {a} "
                       "leaves {rest}]. ",
                       slots, random);
    }
    text.back() = '\n';
    return text;
}

} // namespace

std::string writeSums(RandomSource& random) {
    const std::vector<Person> people = choosePeople(random, 2);
    Slots slots;
    setPerson(slots, "A", people[0]);
    setPerson(slots, "B", people[1]);
    slots["F"] = random.pick(kFruits);
    int a = random.between(2, 12);
    int b = random.between(6, 12);
    slots["a"] = numberWord(a);
    slots["b"] = numberWord(b);
    std::string text = random.chance(40) ? plainSums(random) : std::string();
    text += phrase("{A} has {a} {F}. {B} has {b} {F}. ", slots, random);
    const int changes = random.between(3, 5);
    for (int i = 0; i < changes && b > 1; ++i)
        text += changeOfCounts(slots, a, b, random);
    slots["a"] = numberWord(a);
    slots["b"] = numberWord(b);
    const std::string_view verdict = a > b   ? "{A} has more {F} than {B}."
                                     : a < b ? "{B} has more {F} than {A}."
                                             : "{A} and {B} have equally many {F}.";
    return text +
           phrase("How many {F} has {B}? {B} has {b}. How many has {A}? {A} has {a}. ", slots, random) +
           phrase(verdict, slots, random);
}

std::string describeAnimal(RandomSource& random) {
    const Animal& animal = random.pick(kAnimals);
    const std::vector<Person> people = choosePeople(random, 2);
    Slots slots;
    setPerson(slots, "A", people[0]);
    setPerson(slots, "B", people[1]);
    slots["name"] = animal.name;
    slots["plural"] = animal.plural;
    slots["home"] = animal.home;
    slots["food"] = animal.food;
    slots["sound"] = animal.sound;
    slots["legs"] = animal.legs;
    slots["young"] = animal.young;
    slots["colour"] = random.pick(kColours);
    slots["town"] = chooseTown(random);
    slots["n"] = numberWord(random.between(2, 12));
    return phrase("[What is a* {name}?|About {plural}.] a* {name} is an animal with {legs} legs. "
                  "[{plural} live {home}|Most {plural} live {home}] and [eat|like] {food}. [A young {name} "
                  "is called a* {young}.|The child of a* {name} is a* {young}.] "
                  "[a* {name} says {sound}.|You can hear a* {name} say {sound}.]\n"
                  "{A} in {town} has a* {colour} {name}. [It is {n} years old|{A} got it {n} years ago] and "
                  "[it often says {sound}|every day it gets {food}]. "
                  "Once {B} [came|travelled] to {town} to see the {colour} {name}. \"[What does it eat|What "
                  "do you give it]?\" asked {B}. "
                  "\"{food}, of course,\" said {A}. \"{plural} eat {food}.\" \"And how old is it?\" \"It is "
                  "{n} years old.\" "
                  "[\"{sound}!\" said the {colour} {name}.|{B} gave the {name} some {food}.] "
                  "[Now {B} wants a* {name}, too|{B} had never seen a* {colour} {name} before|{B} stayed in "
                  "{town} for {n} days].",
                  slots, random);
}

/// What somebody did on each day, and questions about it.
std::string tellWeek(RandomSource& random) {
    const Person person = choosePeople(random, 1).front();
    Slots slots;
    setPerson(slots, "A", person);
    const std::size_t first = random.below(kDays.size());
    const int days = random.between(4, 6);
    std::vector<Word> deeds;
    std::string text =
        phrase("[This is what {A} did|{A} had a long week|{A} was never idle]. ", slots, random);
    while (deeds.size() < static_cast<std::size_t>(days)) {
        const Word deed = random.pick(kDeeds);
        if (std::find(deeds.begin(), deeds.end(), deed) != deeds.end())
            continue;
        slots["day"] = kDays.at((first + deeds.size()) % kDays.size());
        slots["deed"] = deed;
        deeds.push_back(deed);
        text += phrase("[On {day} {heA} {deed}|Then it was {day}, and {A} {deed}]. ", slots, random);
    }
    text.back() = '\n';
    const int questions = random.between(3, 4);
    std::vector<std::size_t> order(deeds.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = 0; i + 1 < order.size(); ++i)
        std::swap(order[i], order[i + random.below(order.size() - i)]);
    for (int i = 0; i < questions; ++i) {
        const std::size_t asked = order[static_cast<std::size_t>(i)];
        slots["day"] = kDays.at((first + asked) % kDays.size());
        slots["deed"] = deeds[asked];
        text += phrase(
            "[What did {A} do on {day}? {heA} {deed}.|On which day was it that {A} {deed}? It was on {day}.]",
            slots, random);
        text += i + 1 < questions ? " " : "";
    }
    return text;
}

} // namespace lapidary::builtin::detail
