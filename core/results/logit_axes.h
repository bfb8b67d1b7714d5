// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lapidary::results {

/// The leading components of a LogitPca whole: enough to place positions in logit space, and to lay another
/// model's logits over these. Component k is the unit vector a_k = W p_k over the vocabulary, W the head less
/// its mean over the vocabulary (the gauge of the PCA), the sign such that its largest entry by absolute
/// value is positive. With W the directions p_k give every loading exactly, at a thousandth of the room.
struct LogitAxes {
    std::int64_t count = 0;         // components
    std::int64_t width = 0;         // of the last hidden state
    std::vector<double> directions; // p_k, [count, width]
    std::vector<double> centre;     // a_k . mean logits, [count]

    struct Token {
        std::int32_t token = 0;
        std::string text;
    };
    std::vector<Token> tokens;   // those of the largest norm over the components, falling
    std::vector<float> loadings; // [tokens, count]

    /// A place of the calibration text from which the next token is predicted.
    struct Position {
        std::int64_t window = 0;
        std::int64_t place = 0; // in the window
        std::int32_t token = 0; // that stands there
        std::string text;
        std::string context; // what stands before it
    };
    std::vector<Position> positions; // spread evenly over the text
    std::vector<float> scores;       // logit units, the mean taken off, [positions, count]

    /// The same positions on the axes of another model, of which this one was made.
    struct OnReference {
        std::int64_t count = 0;       // of the reference's axes
        std::vector<float> scores;    // less the reference's centre, [positions, count]
        std::vector<double> overlaps; // a_i(reference) . a_k, [reference's count, own count]
        std::vector<double> angles;   // principal angles of both sets of axes, degrees, rising
    };
    std::optional<OnReference> onReference;
};

} // namespace lapidary::results
