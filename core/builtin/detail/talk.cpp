// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/builtin/detail/documents.h"
#include "core/builtin/detail/people.h"
#include "core/builtin/phrase.h"
#include "core/builtin/words.h"

#include <array>
#include <numeric>
#include <utility>

namespace lapidary::builtin::detail {

namespace {

void setThing(Slots& slots, const std::string& mark, RandomSource& random) {
    const Spot& spot = random.pick(kSpots);
    slots["T" + mark] = std::string(random.pick(kColours)) + " " + std::string(random.pick(kThings));
    slots["spot" + mark] = std::string(spot.preposition) + " the " + std::string(spot.noun);
}

} // namespace

/// Two people in turns, each line with its speaker.
std::string writeTalk(RandomSource& random) {
    const std::vector<Person> people = choosePeople(random, 3);
    Slots slots;
    setPerson(slots, "A", people[0]);
    setPerson(slots, "B", people[1]);
    setPerson(slots, "C", people[2]);
    setThing(slots, "", random);
    slots["town"] = chooseTown(random);
    slots["place"] = random.pick(kPlaces);
    slots["day"] = random.pick(kDays);
    slots["meal"] = random.pick(kMeals);
    std::string text = phrase(
        "{A}: [Good morning|Hello|Good evening], {B}! [How are you?|Where have you been?]\n"
        "{B}: [Hello|Good to see you], {A}! [I am well, thank you.|I was in {town}.|I am a little tired.]\n",
        slots, random);
    constexpr std::array<Word, 7> kTurns{
        "{A}: Have you seen {C}?\n{B}: Yes, {C} is [at|near] the {place}. {heC} [is looking for|has "
        "lost|wants] the {T}.\n",
        "{A}: I [left|forgot] the {T} {spot}.\n{B}: {spot}? Then [I will get the {T}|{C} can bring the "
        "{T}|we must look for it].\n",
        "{A}: [Will you come|Shall we go] to {town} on {day}?\n{B}: On {day} [I have no time|I can come], "
        "but {C} is [already|often] in {town}.\n",
        "{B}: What shall we eat?\n{A}: I have {meal} [from {C}|that {C} made].\n{B}: Oh, I like {meal}!\n",
        "{B}: Where was the {T}?\n{A}: It was {spot}. [{C} put it there.|Nobody knows why.]\n",
        "{A}: [Is {C} your friend|Do you know {C} well]?\n{B}: Yes, {C} and I [went to school together|live "
        "in {town}|meet every {day}].\n",
        "{B}: [It is cold today|It will rain soon|What a fine day].\n{A}: [You are right|I think so too], "
        "{B}. [Let us go to the {place}|I want to go home].\n"};
    const int turns = random.between(4, 6);
    std::array<std::size_t, kTurns.size()> order{};
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = 0; i < static_cast<std::size_t>(turns); ++i) {
        std::swap(order[i], order[i + random.below(order.size() - i)]);
        text += phrase(kTurns[order[i]], slots, random);
    }
    return text + phrase("{A}: [Goodbye|See you on {day}], {B}!\n{B}: Goodbye, {A}! [Greet {C} from me.|Do "
                         "not forget the {T}!|See you in {town}.]",
                         slots, random);
}

std::string writeLetter(RandomSource& random) {
    const std::vector<Person> people = choosePeople(random, 3);
    Slots slots;
    setPerson(slots, "A", people[0]);
    setPerson(slots, "B", people[1]);
    setPerson(slots, "C", people[2]);
    setThing(slots, "", random);
    setThing(slots, "2", random);
    slots["town"] = chooseTown(random);
    slots["town2"] = chooseTown(random);
    slots["place"] = random.pick(kPlaces);
    slots["job"] = random.pick(kJobs);
    slots["meal"] = random.pick(kMeals);
    slots["n"] = numberWord(random.between(2, 12));
    return phrase(
        "Dear {A},\n[I am writing to you from {town}|We came to {town} {n} days ago|{town} is a "
        "[fine|small|quiet] place]. "
        "[The weather is good.|It rains every day.|I am well.] I live with {B}, who is a* {job}. "
        "[Every day|Each morning] we [walk|go] to the {place}, [and|where] {B} [buys|eats] {meal}. {heB} "
        "says that {town} is famous for {meal}.\n"
        "[Please send me the {T}.|Could you bring me the {T}?] I think that it is {spot}. [If it is not "
        "{spot}, ask "
        "{C}.|{C} knows that it is {spot}.] "
        "{heC} [still has|has borrowed] the {T2}, [too|I believe]. When you have the {T}, [put it into a box "
        "and send it to {town}|give it to {C}]. "
        "[Tell {C} that I want the {T2} back.|{C} may keep the {T2}.] "
        "[In {n} weeks|Soon] {B} and I will leave {town} and travel to {town2}. [In {town2} we will look for "
        "a new {job}.|{town2} is near the {place}.|{B} the {job} has a house in {town2}.]\n"
        "[Greetings from {town}|With love from {B} and me|Your friend in {town}]",
        slots, random);
}

} // namespace lapidary::builtin::detail
