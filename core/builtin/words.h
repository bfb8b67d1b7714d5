// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

namespace lapidary::builtin {

using Word = std::string_view;

inline constexpr std::array<Word, 24> kGirls{
    "Anna", "Mia",  "Lily", "Rosa", "Emma", "Clara", "Nora",  "Ida",  "Ruth", "Jane",  "Lucy", "Molly",
    "Sara", "Tina", "Vera", "Zoe",  "Amy",  "Bella", "Daisy", "Ella", "Fay",  "Grace", "Hana", "Kate"};
inline constexpr std::array<Word, 24> kBoys{
    "Tom",  "Ben", "Max", "Leo",  "Sam",  "Paul",  "Jack",  "Finn", "Otto", "Hugo",  "Karl",  "Nick",
    "Adam", "Bob", "Dan", "Eric", "Fred", "Henry", "James", "Luke", "Mark", "Oscar", "Peter", "Will"};
inline constexpr std::array<Word, 14> kColours{"red",    "blue",   "green",  "yellow", "white",
                                               "black",  "brown",  "grey",   "pink",   "purple",
                                               "orange", "golden", "silver", "striped"};
inline constexpr std::array<Word, 36> kThings{
    "ball",  "kite",   "book",  "lamp",  "key",     "drum",   "hat",    "map",     "cup",
    "spoon", "boat",   "doll",  "bell",  "coat",    "rope",   "stone",  "feather", "ring",
    "flute", "ribbon", "shell", "brush", "candle",  "letter", "button", "whistle", "scarf",
    "clock", "mirror", "wheel", "purse", "blanket", "bucket", "pencil", "marble",  "umbrella"};

/// Where a thing can lie: "in" takes "out of" when it is fetched.
struct Spot {
    Word preposition;
    Word noun;
};
inline constexpr std::array<Spot, 28> kSpots{{
    {"in", "basket"},    {"in", "drawer"},      {"in", "old chest"}, {"in", "cupboard"},
    {"in", "box"},       {"in", "barrel"},      {"in", "bag"},       {"in", "oven"},
    {"in", "well"},      {"in", "hollow tree"}, {"on", "table"},     {"on", "shelf"},
    {"on", "roof"},      {"on", "chair"},       {"on", "wall"},      {"on", "stairs"},
    {"on", "cart"},      {"under", "bed"},      {"under", "bench"},  {"under", "bridge"},
    {"under", "rug"},    {"under", "leaves"},   {"behind", "door"},  {"behind", "stove"},
    {"behind", "fence"}, {"behind", "curtain"}, {"beside", "gate"},  {"beside", "pond"},
}};

inline constexpr std::array<Word, 18> kPlaces{"market", "river",   "forest", "harbour", "school", "library",
                                              "mill",   "meadow",  "beach",  "station", "farm",   "castle",
                                              "bakery", "orchard", "church", "lake",    "hill",   "workshop"};
inline constexpr std::array<Word, 14> kTownBegins{"Oak",  "Ash",  "Mill", "Fox",   "Stone", "Green", "Lark",
                                                  "Wood", "Sand", "Red",  "North", "Hay",   "Elm",   "Marsh"};
inline constexpr std::array<Word, 10> kTownEnds{"ford", "ton",  "wick",  "dale", "field",
                                                "bury", "well", "haven", "ham",  "bridge"};
inline constexpr std::array<Word, 12> kJobs{"baker",  "farmer",    "sailor", "teacher", "doctor", "gardener",
                                            "weaver", "fisherman", "potter", "tailor",  "smith",  "painter"};
inline constexpr std::array<Word, 16> kMeals{
    "apple pie",      "bread and butter", "plum cake", "hot soup",       "pancakes", "rice pudding",
    "fresh cherries", "cheese",           "noodles",   "roast potatoes", "honey",    "pear jam",
    "mushrooms",      "ginger biscuits",  "porridge",  "grilled fish"};
inline constexpr std::array<Word, 12> kFruits{"apples", "pears", "plums",    "nuts",    "stamps",  "shells",
                                              "coins",  "eggs",  "cherries", "marbles", "flowers", "cards"};
inline constexpr std::array<Word, 7> kDays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};
inline constexpr std::array<Word, 14> kDeeds{"baked bread",      "painted the fence",   "cleaned the kitchen",
                                             "climbed the hill", "swam in the lake",    "repaired the roof",
                                             "planted beans",    "wrote a long letter", "played the violin",
                                             "sold eggs",        "visited grandmother", "caught three fish",
                                             "read an old book", "learned a song"};

struct Animal {
    Word name;
    Word plural;
    Word home;
    Word food;
    Word sound;
    Word legs;
    Word young;
};
inline constexpr std::array<Animal, 14> kAnimals{{
    {"cat", "cats", "in houses", "mice", "meow", "four", "kitten"},
    {"dog", "dogs", "in houses", "meat", "woof", "four", "puppy"},
    {"cow", "cows", "in barns", "grass", "moo", "four", "calf"},
    {"sheep", "sheep", "on meadows", "grass", "baa", "four", "lamb"},
    {"horse", "horses", "in stables", "hay", "neigh", "four", "foal"},
    {"duck", "ducks", "on ponds", "water plants", "quack", "two", "duckling"},
    {"hen", "hens", "in coops", "corn", "cluck", "two", "chick"},
    {"owl", "owls", "in hollow trees", "mice", "hoot", "two", "owlet"},
    {"frog", "frogs", "in ponds", "flies", "croak", "four", "tadpole"},
    {"pig", "pigs", "in sties", "roots", "oink", "four", "piglet"},
    {"goat", "goats", "on hills", "leaves", "bleat", "four", "kid"},
    {"crow", "crows", "on high trees", "seeds", "caw", "two", "fledgling"},
    {"bee", "bees", "in hives", "nectar", "buzz", "six", "larva"},
    {"snake", "snakes", "under stones", "frogs", "hiss", "no", "snakelet"},
}};

} // namespace lapidary::builtin
