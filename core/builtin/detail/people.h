// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/builtin/phrase.h"
#include "core/builtin/random_source.h"

#include <string>
#include <string_view>
#include <vector>

namespace lapidary::builtin::detail {

struct Person {
    std::string name;
    bool female = false;
};

/// Different names, any mixture.
std::vector<Person> choosePeople(RandomSource& random, int count);

/// "Oakford".
std::string chooseTown(RandomSource& random);

/// Slots `mark`, and he, him and his with the mark's ending: for "A" {A}, {heA}, {himA}, {hisA}.
void setPerson(Slots& slots, const std::string& mark, const Person& person);

/// "3" to "three" below twenty-one, else digits.
std::string numberWord(int number);

} // namespace lapidary::builtin::detail
