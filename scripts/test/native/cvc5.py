# Decides nothing: cvc5 as a program, made of its own parser and engine, as its wheel has no program of its own.

import sys

import cvc5


def print_now(text):
    sys.stdout.write(text)
    sys.stdout.flush()


def main(arguments):
    if arguments == ["--version"]:
        return print_now(f"This is cvc5 version {cvc5.__version__}\n")
    solver = cvc5.Solver()
    for argument in arguments:
        name, _, value = argument.removeprefix("--").partition("=")
        if name == "lang":
            # The parser below is told the language of what it reads.
            solver.setOption("output-lang", value)
        else:
            solver.setOption(name, value or "true")
    symbols = cvc5.SymbolManager(solver)
    parser = cvc5.InputParser(solver, symbols)
    for line in sys.stdin:
        try:
            parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, line, "stdin")
            while not (command := parser.nextCommand()).isNull():
                answer = command.invoke(solver, symbols)
                print_now(answer if isinstance(answer, str) else answer.decode())
        except RuntimeError as error:
            text = str(error).replace('"', '""')
            print_now(f'(error "{text}")\n')
            return sys.exit(1)


main(sys.argv[1:])
