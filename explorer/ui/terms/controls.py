"""Controls that are no terms of the field, but need a word of what they do."""

from explorer.core.sentences import said
from explorer.ui.terms.term import Term

# Names of controls that need no glossary, but a word of what they do.
CONTROLS = (
    Term(
        ("Function f(x)", "Function f(x, y)", "Expression"),
        said(
            "Terms", "The function as one types it in Python; the arrow offers ready ones (Ctrl+L)."
        ),
    ),
    Term(
        ("Start x", "Start y"),
        said("Terms", "Where the descent begins; the point on the plot can be dragged, too."),
    ),
    Term(
        ("x",), said("Terms", "The value at which the expression is computed and differentiated.")
    ),
    Term(
        ("Variable", "Constant", "Constant, watched"),
        said("Terms", "What x is for the tape, which decides whether there is a gradient."),
    ),
    Term(
        ("Optimiser’s parameters",),
        said("Terms", "Further numbers of the optimiser’s rule."),
    ),
    Term(
        ("Schedule, noise, rivals",),
        said(
            "Terms",
            "A changing rate, noise in the gradients, and other optimisers beside this one.",
        ),
    ),
    Term(
        ("Network and loss",),
        said("Terms", "Layers, activation, first weights, loss and its penalties."),
    ),
    Term(
        ("Direction",),
        said(
            "Terms",
            "The direction among all weights along which the loss is drawn: f(x) = L(w + x·d).",
        ),
    ),
    Term(
        ("Range ±x", "Range ±y"),
        said(
            "Terms",
            "How far the slice reaches on either side of the run’s weights, in units of its "
            "direction.",
        ),
    ),
    Term(
        ("Images of the slice",),
        said(
            "Terms",
            "How many training images the loss of the slice is the mean over, from the first on.",
        ),
    ),
    Term(
        ("Seed of the direction",),
        said(
            "Terms",
            "Where the random numbers of the direction come from; the same seed gives the same "
            "direction.",
        ),
    ),
    Term(
        ("The other run",),
        said("Terms", "The kept run of the same network to whose weights the line leads."),
    ),
    Term(
        ("x along",),
        said("Terms", "The direction among all weights along which x goes on the plane."),
    ),
    Term(
        ("y along",),
        said(
            "Terms",
            "The second direction of the plane: y goes along what it has at right angles to the first.",
        ),
    ),
    Term(("Compare with…",), said("Terms", "Let another optimiser go down the same curve.")),
    Term(("Updates per second",), said("Terms", "How fast Play goes.")),
    Term(
        ("Derivatives up to",), said("Terms", "The highest derivative that is computed and drawn.")
    ),
    Term(("Path",), said("Terms", "The places after every update so far.")),
    Term(("Next update",), said("Terms", "Where the next update will land.")),
    Term(("Function",), said("Terms", "The function with its derivatives and the descent on it.")),
    Term(("Play",), said("Terms", "Go through the updates one after another (Space).")),
    Term(("Start",), said("Terms", "Train the network (Space).")),
    Term(("Stop",), said("Terms", "End it here; what was reached is kept.")),
    Term(("Back",), said("Terms", "The step of the lesson before.")),
    Term(("Next",), said("Terms", "The next step of the lesson.")),
    Term(("Lesson",), said("Terms", "Which of the lessons of this page is open.")),
    Term(("Predict",), said("Terms", "Say what you expect; then the step can be shown.")),
    Term(("Show me",), said("Terms", "Set the page up for this step of the lesson.")),
    Term(("Set up",), said("Terms", "Show what the question is about, without the answer.")),
    Term(("Start over",), said("Terms", "Open every question of this lesson again.")),
    Term(("Show all choices",), said("Terms", "Show the choices that the lesson hides.")),
    Term(("Copy",), said("Terms", "Put it on the clipboard.")),
    Term(("Save as…",), said("Terms", "Write it into a file.")),
    Term(("Updates of",), said("Terms", "Whose updates the table lists.")),
    Term(("Descent",), said("Terms", "One variable walks down a curve.")),
    Term(("MNIST",), said("Terms", "A network learns to read digits.")),
    Term(("Surface",), said("Terms", "Optimisers race on a function of x and y.")),
    Term(("Tape",), said("Terms", "What a tape records, and why a gradient is None.")),
    Term(("Your model",), said("Terms", "The gradients of your own Keras model while it trains.")),
    Term(("Formula",), said("Terms", "The mathematics with the live numbers in it.")),
    Term(("Code",), said("Terms", "What is shown as a TensorFlow program that runs.")),
    Term(("Data",), said("Terms", "The numbers of the plot as a table.")),
    Term(("Guide",), said("Terms", "A short lesson about this page (F1).")),
    Term(("Steps",), said("Terms", "How many updates the run makes.")),
    Term(
        ("Loss axis", "Shades"),
        said("Terms", "A logarithmic axis shows factors, a linear one differences."),
    ),
    Term(
        ("Experiment",),
        said("Terms", "The lesson’s training, or full batches at the edge of stability."),
    ),
    Term(
        ("Sharpness λ₁",),
        said("Terms", "Measure the largest eigenvalue of the loss’ Hessian on the way."),
    ),
    Term(
        ("Second eigenvalue λ₂",),
        said("Terms", "Draw the second largest eigenvalue, too."),
    ),
    Term(
        ("Edge 2/lr",),
        said("Terms", "The sharpness above which steps overshoot more and more on a parabola."),
    ),
    Term(
        ("Open a grid file…",),
        said("Terms", "Read what is varied from a file, as train --grid takes it."),
    ),
    Term(
        ("Watch on…",),
        said(
            "Terms", "Take optimiser, rate, parameters and schedule to another page, and go there."
        ),
    ),
    Term(
        ("Parameters, schedule",),
        said("Terms", "The parameters of the optimiser in question, and how its rate changes."),
    ),
    Term(
        ("Range test",),
        said(
            "Terms",
            "Train a copy at growing rates and suggest the one at which the loss falls steepest.",
        ),
    ),
    Term(("Use this rate",), said("Terms", "Choose the rate that the range test suggests.")),
    Term(
        ("Five largest eigenvalues",),
        said(
            "Terms",
            "Search for the five largest eigenvalues of the loss’ Hessian at the step shown.",
        ),
    ),
    Term(
        ("Gradient noise scale",),
        said(
            "Terms",
            "Measure tr(Σ)/|G|², the number of images beyond which a larger batch brings little, at the step "
            "shown.",
        ),
    ),
    Term(("Images",), said("Terms", "How many images each update sees, or which data set.")),
    Term(
        ("Axis of the curves",),
        said("Terms", "What is counted along the curves: steps, epochs or seconds at work."),
    ),
    Term(
        ("Norms of each layer",),
        said("Terms", "Lengths of gradients and updates of each layer, measured on the way."),
    ),
    Term(
        ("Keep the run on disk",),
        said("Terms", "Write the run into a folder, from which it can be resumed."),
    ),
    Term(("Training",), said("Terms", "Loss and accuracy over the steps.")),
    Term(("Weights",), said("Terms", "The weights of the first layer as pictures.")),
    Term(("View",), said("Terms", "What is shown of it.")),
    Term(("Draw a digit",), said("Terms", "A pad to draw on; the network says what it reads.")),
    Term(("Test digits",), said("Terms", "Digits of the test set with the network’s answers.")),
    Term(("Add",), said("Terms", "Let another optimiser take part.")),
    Term(
        ("Tune rates",),
        said("Terms", "Try hundreds of rates for each optimiser and take the best."),
    ),
    Term(("Values",), said("Terms", "The value of every node, forward.")),
    Term(("Gradients",), said("Terms", "The gradient of every node, backward.")),
    Term(("Run",), said("Terms", "The run that is looked at.")),
    Term(("Open a run…",), said("Terms", "Open the folder of a run that was followed.")),
    Term(("Open a log file…",), said("Terms", "Read the losses of another program’s log.")),
    Term(("Quantity",), said("Terms", "What the heat map shows of each variable.")),
    Term(("Where hints begin",), said("Terms", "The thresholds from which a hint is given.")),
    Term(
        (
            "First ÷ last gradient below",
            "First ÷ last gradient above",
            "Silent units above",
            "Update ÷ weight below",
            "Update ÷ weight above",
            "Loss fallen by less than",
        ),
        said("Terms", "A hint is given beyond this number."),
    ),
    Term(("Example",), said("Terms", "A small training that can be followed at once.")),
    Term(
        ("Try it with an example",),
        said("Terms", "Train the example in a process of its own and follow it."),
    ),
    Term(("Recorded steps",), said("Terms", "The steps of which gradients were taken.")),
    Term(("Stop following",), said("Terms", "Look at the run as it is now; it goes on by itself.")),
    Term(("Live", "Go live"), said("Terms", "Show the newest step.")),
    Term(
        ("Why is my gradient None?", "Case"),
        said("Terms", "A case with its programs: as one writes it, and the cures."),
    ),
    Term(("Note on this run",), said("Terms", "Words of your own that are kept with the run.")),
    Term(("Columns",), said("Terms", "Which columns the table has.")),
)
ONE_OPTIMISER = Term(
    (), said("Terms", "One of Keras’ optimisers; its rule stands in the Formula leaf.")
)
