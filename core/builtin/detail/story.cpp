// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/builtin/detail/documents.h"
#include "core/builtin/detail/people.h"
#include "core/builtin/phrase.h"
#include "core/builtin/words.h"

#include <algorithm>

namespace lapidary::builtin::detail {

namespace {

struct Thing {
    std::string name; // "red ball"
    int holder = -1;  // a person, or -1: it lies somewhere
    Spot spot;
};

enum class Event { None, Move, Ask, Walk, Eat, Animal };

/// A small world of two or three people, two or three things and a pet; each sentence follows from what
/// happened before, or changes it.
class Story final {
public:
    explicit Story(RandomSource& random)
        : m_random(random) {}

    std::string tell() {
        setUp();
        open();
        const int events = m_random.between(5, 10);
        for (int i = 0; i < events; ++i) {
            chooseRoles();
            happen(chooseEvent());
            if (i % 4 == 3)
                m_text += "\n";
        }
        close();
        return std::move(m_text);
    }

private:
    void say(std::string_view pattern) {
        if (!m_text.empty() && m_text.back() != '\n')
            m_text += ' ';
        m_text += phrase(pattern, m_slots, m_random);
    }

    void setUp() {
        m_people = choosePeople(m_random, m_random.between(2, 3));
        const int things = m_random.between(2, 3);
        while (m_things.size() < static_cast<std::size_t>(things)) {
            const Word noun = m_random.pick(kThings);
            const Word colour = m_random.pick(kColours);
            const auto alike = [&](const Thing& thing) {
                return thing.name.ends_with(noun) || thing.name.starts_with(colour);
            };
            if (std::none_of(m_things.begin(), m_things.end(), alike))
                m_things.push_back(
                    {std::string(colour) + " " + std::string(noun), -1, m_random.pick(kSpots)});
        }
        const Animal& animal = m_random.pick(kAnimals);
        m_slots["town"] = chooseTown(m_random);
        m_slots["job"] = m_random.pick(kJobs);
        m_slots["animal"] = animal.name;
        m_slots["sound"] = animal.sound;
        m_slots["place"] = m_random.pick(kPlaces);
        m_slots["meal"] = m_random.pick(kMeals);
        m_slots["meal2"] = m_random.pick(kMeals);
    }

    /// A acts, B is another one, {T} is a thing.
    void chooseRoles() {
        m_a = static_cast<int>(m_random.below(m_people.size()));
        m_b = (m_a + m_random.between(1, static_cast<int>(m_people.size()) - 1)) %
              static_cast<int>(m_people.size());
        m_thing = &m_things[m_random.below(m_things.size())];
        setPerson(m_slots, "A", person(m_a));
        setPerson(m_slots, "B", person(m_b));
        m_slots["T"] = m_thing->name;
        setSpot(m_thing->spot);
    }

    const Person& person(int index) const { return m_people[static_cast<std::size_t>(index)]; }

    void setSpot(const Spot& spot) {
        m_slots["spot"] = std::string(spot.preposition) + " the " + std::string(spot.noun);
        m_slots["from"] = spot.preposition == "in"   ? "out of the " + std::string(spot.noun)
                          : spot.preposition == "on" ? "from the " + std::string(spot.noun)
                                                     : "from " + m_slots["spot"];
    }

    void open() {
        m_a = 0;
        m_b = 1;
        setPerson(m_slots, "A", person(0));
        setPerson(m_slots, "B", person(1));
        m_things[0].holder = 0;
        m_slots["T"] = m_things[0].name;
        say("[Once upon a time|Long ago|Many years ago|One summer], [in the town of|in a village called] "
            "{town}, "
            "[there lived a* {job} named {A}|a* {job} called {A} had a small house|{A} worked as a* {job}].");
        say("{A} had a* {T} and [a* [little|old|clever|fat|shy] {animal}|a* {animal} that [was never "
            "quiet|was very lazy|followed {himA} everywhere]].");
        say("[{hisA} best friend was {B}|Every day {heA} met {hisA} friend {B}|{B} lived next door]."
            " {A} liked {meal}[ best| more than anything], but {B} liked {meal2}.");
        if (m_people.size() == 3) {
            m_slots["C"] = m_people[2].name;
            say("[Their friend {C} often came too|{C} was the youngest of the three|Sometimes {C} came to "
                "visit them].");
        }
        for (std::size_t i = 1; i < m_things.size(); ++i) {
            m_slots["T"] = m_things[i].name;
            setSpot(m_things[i].spot);
            say("[There was also a* {T} {spot}|a* {T} lay {spot}|Nobody knew that a* {T} was {spot}].");
        }
        m_text += "\n";
    }

    /// Not the same twice in a row.
    Event chooseEvent() {
        Event event = m_last;
        while (event == m_last) {
            const std::size_t share = m_random.below(100);
            event = share < 50   ? Event::Move
                    : share < 72 ? Event::Ask
                    : share < 82 ? Event::Walk
                    : share < 91 ? Event::Eat
                                 : Event::Animal;
            if (event == Event::Move && m_random.chance(60))
                break;
        }
        return m_last = event;
    }

    void happen(Event event) {
        if (event == Event::Move)
            m_thing->holder >= 0 ? moveHeld() : fetch();
        else if (event == Event::Ask)
            ask();
        else if (event == Event::Walk)
            walk();
        else if (event == Event::Eat)
            eat();
        else
            hearAnimal();
    }

    /// The holder gives the thing away or puts it down.
    void moveHeld() {
        m_a = m_thing->holder;
        if (m_b == m_a)
            m_b = (m_a + 1) % static_cast<int>(m_people.size());
        setPerson(m_slots, "A", person(m_a));
        setPerson(m_slots, "B", person(m_b));
        if (m_random.chance(50)) {
            say("[{A} gave the {T} to {B}|{A} handed {B} the {T}|{B} asked for the {T}, and {A} gave it to "
                "{himB}].");
            say("[\"Thank you, {A},\" said {B}.|\"Please take good care of it,\" said {A}.|Now {B} had the "
                "{T}.|"
                "{B} was very [happy|glad|pleased].]");
            m_thing->holder = m_b;
            return;
        }
        m_thing->spot = m_random.pick(kSpots);
        m_thing->holder = -1;
        setSpot(m_thing->spot);
        say("[{A} put the {T} {spot}|{A} hid the {T} {spot}|{A} left the {T} {spot} and [forgot about "
            "it|went away]|"
            "\"I will put the {T} {spot},\" said {A}].");
    }

    void fetch() {
        m_thing->holder = m_a;
        say("[{A} took the {T} {from}|{A} found the {T} {spot}|{A} went and got the {T} {from}|"
            "{A} looked {spot}, and there was the {T}].");
        say("[\"Look, {B}, [this is the {T}|I have the {T}]!\" {heA} said.|Now {A} had the {T}.|"
            "{heA} [was proud of it|was glad to have it|did not tell {B}|kept it for [an hour|a while]].]");
    }

    void ask() {
        if (m_thing->holder < 0) {
            say("\"[Where is the {T}|Have you seen the {T}|Do you know where the {T} is]?\" asked {A}. "
                "\"[It is {spot}|It must be {spot}|I saw it {spot}],\" [said {B}|answered {B}|{B} replied].");
            return;
        }
        const bool own = m_thing->holder == m_b;
        m_slots["holder"] = person(m_thing->holder).name;
        if (m_thing->holder == m_a)
            say("\"[I still have the {T}|The {T} is mine now|Look at the {T}],\" {A} [said to|told] {B}.");
        else if (own)
            say("\"[Who has the {T}|Where is the {T}]?\" asked {A}. \"I have it,\" [said|answered] {B}.");
        else
            say("\"[Who has the {T}|Where is the {T}]?\" asked {A}. \"{holder} has it,\" [said|answered] "
                "{B}.");
    }

    void walk() {
        if (m_random.chance(45))
            m_slots["place"] = m_random.pick(kPlaces);
        say("[{A} and {B} walked to the {place}|They went to the {place} [together|in the rain|before noon]|"
            "{B} was waiting at the {place}, so {A} went there too|The {place} was [quiet|full of people|not "
            "far]].");
    }

    void eat() {
        if (m_a > 1) // of the third nobody said what he likes
            m_a = m_b == 0 ? 1 : 0;
        setPerson(m_slots, "A", person(m_a));
        m_slots["favourite"] = m_slots[m_a == 0 ? "meal" : "meal2"];
        say("[{A} was hungry, so {B} made {himA} {favourite}|\"I would like some {favourite},\" said {A}|"
            "{B} brought {favourite}, because {A} liked {favourite}|{A} ate {favourite} and felt better].");
    }

    void hearAnimal() {
        say("[\"{sound}, {sound}!\" said the {animal}|The {animal} [looked at|ran to|sat down beside] {B}|"
            "{A} gave the {animal} something to eat|The {animal} was tired and [slept|wanted to go home]].");
    }

    /// Says again what is true at the end.
    void close() {
        if (m_text.back() != '\n')
            m_text += '\n';
        say("[In the evening|When the sun went down|At the end of the day] "
            "[they all went home|it was time to go home|they were tired but happy].");
        for (const Thing& thing : m_things) {
            m_slots["T"] = thing.name;
            if (thing.holder >= 0)
                m_slots["holder"] = person(thing.holder).name;
            else
                setSpot(thing.spot);
            say(thing.holder >= 0 ? "[{holder} had the {T}|The {T} belonged to {holder}]."
                                  : "[The {T} was {spot}|The {T} stayed {spot}].");
        }
        setPerson(m_slots, "A", person(0));
        setPerson(m_slots, "B", person(1));
        say("[{A} and {B} stayed friends for ever|In {town} people still talk about {A} and {B}|"
            "And {A} the {job} never left {town} again|And the {animal} slept in the house of {A}].");
    }

    RandomSource& m_random;
    std::string m_text;
    Slots m_slots;
    std::vector<Person> m_people;
    std::vector<Thing> m_things;
    Thing* m_thing = nullptr;
    Event m_last = Event::None;
    int m_a = 0;
    int m_b = 1;
};

} // namespace

std::string tellStory(RandomSource& random) {
    return Story(random).tell();
}

} // namespace lapidary::builtin::detail
