namespace Weir.Diagnostics;

/// <summary>Errors of CREATE FUNCTION, DROP FUNCTION and calls of functions that were made so (WEIR331x).</summary>
internal static class MacroErrors
{
    private static readonly ErrorCode SyntaxCode = new(
        "WEIR3310", "MacroSyntax",
        "A CREATE FUNCTION or DROP FUNCTION statement cannot be read.",
        "Write CREATE [OR REPLACE] FUNCTION name(argument type, ...) [RETURNS type] [LANGUAGE sql | aggregate | window | table] [IMMUTABLE | STABLE | VOLATILE] RETURN body, or DROP FUNCTION [IF EXISTS] name.");

    private static readonly ErrorCode NameTakenCode = new(
        "WEIR3311", "MacroNameTaken",
        "A function that is to be made has the name of another one.",
        "Choose another name; CREATE OR REPLACE FUNCTION takes the place of a function of this session.");

    private static readonly ErrorCode UnknownCode = new(
        "WEIR3312", "MacroUnknown",
        "A function that is to be dropped was not made in this session.",
        "Look at the name; DROP FUNCTION IF EXISTS is content without it.");

    private static readonly ErrorCode BodyCode = new(
        "WEIR3313", "MacroBodyInvalid",
        "The body of a function that is to be made does not fit its language.",
        "Give the body as the error says.");

    private static readonly ErrorCode TypeCode = new(
        "WEIR3314", "MacroTypeInvalid",
        "A function that is to be made declares a type or a volatility that it cannot have.",
        "Declare what the error says.");

    private static readonly ErrorCode CallCode = new(
        "WEIR3315", "MacroCallInvalid",
        "A function of the session is called with arguments or in a form that it does not take.",
        "Call it as the signature in the error shows.");

    private static readonly ErrorCode TooLargeCode = new(
        "WEIR3316", "MacroCallTooLarge",
        "A statement would become too large when its functions are written out.",
        "Call fewer functions inside one another, or compute parts in a subquery.");

    private static readonly ErrorCode PolicyCode = new(
        "WEIR3317", "FunctionPolicyInvalid",
        "A function policy cannot be read, or declares what its functions are not.",
        "Write the policy as docs/code-functions.md shows, with the signatures that weir functions NAME shows.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All = [SyntaxCode, NameTakenCode, UnknownCode, BodyCode, TypeCode, CallCode, TooLargeCode, PolicyCode];

    public static WeirException Syntax(string found, string expected, string place) =>
        Make(SyntaxCode, $"{found} was found where {expected} was expected{place}. {SyntaxCode.Remedy}", null);

    public static WeirException NameTaken(string name, string owner) =>
        Make(NameTakenCode, $"{owner} has a function '{name}' already. {NameTakenCode.Remedy}", null, ("function", name));

    public static WeirException Unknown(string name, IEnumerable<string> known)
    {
        string[] names = [.. known.Order(StringComparer.OrdinalIgnoreCase)];
        string have = names.Length == 0 ? "this session has made none" : $"this session has made {string.Join(", ", names)}";
        return Make(UnknownCode, $"there is no function '{name}' to be dropped; {have}. {UnknownCode.Remedy}", null, ("function", name));
    }

    public static WeirException Body(string name, string problem, Exception? cause = null) =>
        Make(BodyCode, $"the body of the function '{name}' {problem.TrimEnd('.')}.", cause, ("function", name));

    public static WeirException Type(string name, string problem, Exception? cause = null) =>
        Make(TypeCode, $"the function '{name}' {problem.TrimEnd('.')}.", cause, ("function", name));

    public static WeirException Call(string signature, string problem) =>
        Make(CallCode, $"{problem}, in a call of {signature}.", null, ("signature", signature));

    public static WeirException TooLarge(string name, int nodesMax) =>
        Make(TooLargeCode, $"the statement has more than {nodesMax} nodes where '{name}' is written out. {TooLargeCode.Remedy}", null, ("function", name));

    public static WeirException Policy(string problem, Exception? cause = null) =>
        Make(PolicyCode, $"the function policy {problem}. {PolicyCode.Remedy}", cause);

    private static WeirException Make(ErrorCode code, string message, Exception? cause, params (string Name, string Value)[] details) =>
        new(code.Id, message, cause) { Details = details.ToDictionary(detail => detail.Name, detail => detail.Value, StringComparer.Ordinal) };
}
