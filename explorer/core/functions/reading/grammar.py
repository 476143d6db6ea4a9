"""The grammar of formulas for lark's LALR parser."""

GRAMMAR = r"""
?start: choice

?choice: either
    | either QUESTION choice COLON choice   -> where
?either: both
    | either OR both                 -> logic
?both: denial
    | both AND denial                -> logic
?denial: comparison
    | NOT denial                     -> denial
?comparison: sum
    | sum (COMPARATOR sum)+          -> comparison
?sum: product
    | sum SUM product                -> binary
?product: signed
    | product FACTOR signed          -> binary
    | product word_power             -> implicit
?signed: power
    | SUM signed                     -> sign
?power: number_power | word_power
?number_power: number_raised
    | number_raised POWER exponent   -> binary
?word_power: word_raised
    | word_raised POWER exponent     -> binary
?exponent: power
    | SUM exponent                   -> sign
?number_raised: number
    | number SUPERSCRIPT             -> superscript
?word_raised: word
    | word SUPERSCRIPT               -> superscript
number: NUMBER
?word: VARIABLE                      -> variable
    | CONSTANT                       -> constant
    | LEFT choice RIGHT              -> group
    | LEFT_BAR choice RIGHT_BAR      -> bars
    | FUNCTION LEFT choice (COMMA choice)* RIGHT -> call

%declare NUMBER SUPERSCRIPT POWER FACTOR SUM COMPARATOR LEFT RIGHT LEFT_BAR RIGHT_BAR
%declare COMMA QUESTION COLON VARIABLE CONSTANT FUNCTION AND OR NOT
"""
