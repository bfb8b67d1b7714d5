// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/builtin/detail/people.h"

#include "core/builtin/words.h"

#include <algorithm>
#include <array>

namespace lapidary::builtin::detail {

std::vector<Person> choosePeople(RandomSource& random, int count) {
    std::vector<Person> people;
    while (people.size() < static_cast<std::size_t>(count)) {
        const bool female = random.chance(50);
        Person person{std::string(female ? random.pick(kGirls) : random.pick(kBoys)), female};
        if (std::none_of(people.begin(), people.end(),
                         [&](const Person& p) { return p.name == person.name; }))
            people.push_back(std::move(person));
    }
    return people;
}

std::string chooseTown(RandomSource& random) {
    const Word begin = random.pick(kTownBegins);
    return std::string(begin) + std::string(random.pick(kTownEnds));
}

void setPerson(Slots& slots, const std::string& mark, const Person& person) {
    slots[mark] = person.name;
    slots["he" + mark] = person.female ? "she" : "he";
    slots["him" + mark] = person.female ? "her" : "him";
    slots["his" + mark] = person.female ? "her" : "his";
}

std::string numberWord(int number) {
    constexpr std::array<Word, 21> kNumbers{
        "no",       "one",     "two",     "three",     "four",     "five",     "six",
        "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
    const bool known = number >= 0 && number < static_cast<int>(kNumbers.size());
    return known ? std::string(kNumbers.at(static_cast<std::size_t>(number))) : std::to_string(number);
}

} // namespace lapidary::builtin::detail
