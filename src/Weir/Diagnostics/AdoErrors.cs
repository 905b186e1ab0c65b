using System.Globalization;

namespace Weir.Diagnostics;

/// <summary>Errors of the ADO.NET provider: connection strings, commands, parameters.</summary>
internal static class AdoErrors
{
    private static readonly ErrorCode KeyUnknownCode = new(
        "WEIR8030", "ConnectionKeyUnknown",
        "A connection string has a key that Weir does not know.",
        "Use one of the keys that the message lists; docs/ado.md says what each does.");

    private static readonly ErrorCode ValueInvalidCode = new(
        "WEIR8031", "ConnectionValueInvalid",
        "A key of a connection string has a value that cannot be used.",
        "Give a value of the form that the message names.");

    private static readonly ErrorCode TransactionsCode = new(
        "WEIR8032", "TransactionsNotSupported",
        "A transaction was asked for. Every query reads each table at one version and every write is one version, but several of them are no unit.",
        "Leave the transaction out; to read several times at one version, register the tables with that version.");

    private static readonly ErrorCode TimedOutCode = new(
        "WEIR8033", "CommandTimedOut",
        "The engine did not answer within the time that a command allows.",
        "Raise CommandTimeout or the key 'Command Timeout' (0 is no limit), or let the statement do less.");

    private static readonly ErrorCode ParametersCode = new(
        "WEIR8034", "CommandParametersInvalid",
        "The parameters of a command do not fit its text, or a value does not fit its DbType.",
        "Give one parameter for each ?, $1, $name or @name of the text, with a value that its DbType can hold.");

    /// <summary>Every row of this area, in order of its code.</summary>
    public static readonly ErrorCode[] All = [KeyUnknownCode, ValueInvalidCode, TransactionsCode, TimedOutCode, ParametersCode];

    public static WeirException KeyUnknown(string key, IEnumerable<string> known) => Make(
        KeyUnknownCode, $"the connection string has the key '{key}'; known are: {string.Join(", ", known)}.", ("key", key));

    public static WeirException ValueInvalid(string key, string value, string expected, Exception? cause = null) => Make(
        ValueInvalidCode, $"the key '{key}' of the connection string is '{value}', expected is {expected}.", cause, ("key", key), ("value", value));

    public static WeirException KeyOfRuntime(string key) => Make(
        ValueInvalidCode, $"the key '{key}' of the connection string says how a runtime is opened, and this data source was given one that is open. Take the key out.",
        ("key", key));

    public static NotSupportedException TransactionsNotSupported()
    {
        WeirException error = Make(TransactionsCode, $"{TransactionsCode.Summary} {TransactionsCode.Remedy}");
        return new NotSupportedException(error.Message, error);
    }

    public static WeirException TimedOut(int seconds, string sql, Exception cause) => Make(
        TimedOutCode,
        string.Create(CultureInfo.InvariantCulture, $"'{EngineErrors.Shorten(sql)}' did not answer within {seconds} s. {TimedOutCode.Remedy}"),
        new TimeoutException($"The command's time of {seconds} s has passed.", cause), ("seconds", seconds.ToString(CultureInfo.InvariantCulture)));

    public static WeirException ParameterMissing(string marker, string sql, IEnumerable<string> given) => Make(
        ParametersCode, $"'{EngineErrors.Shorten(sql)}' has {marker}, for which the command has no parameter; it has {Listed(given)}. {ParametersCode.Remedy}",
        ("parameter", marker));

    public static WeirException ParameterUnused(string name, string sql) => Make(
        ParametersCode, $"the command has the parameter {name}, which '{EngineErrors.Shorten(sql)}' does not use. Take it out, or correct its name.", ("parameter", name));

    public static WeirException ParameterTwice(string used, string second, string sql) => Make(
        ParametersCode, $"the command has a parameter twice, as {used} and as {second}, and '{EngineErrors.Shorten(sql)}' has it once. Take one of them out.", ("parameter", second));

    public static WeirException ParameterValue(string name, Type type, string wanted, string why, Exception? cause = null) => Make(
        ParametersCode, $"the value of the parameter {name} is a {type}, which cannot be taken as {wanted}: {why}", cause, ("parameter", name));

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } text ? text : "none";

    private static WeirException Make(ErrorCode code, string message, params (string Name, string Value)[] details) =>
        Make(code, message, cause: null, details);

    private static WeirException Make(ErrorCode code, string message, Exception? cause, params (string Name, string Value)[] details) =>
        new(code.Id, message, cause) { Details = details.ToDictionary(detail => detail.Name, detail => detail.Value) };
}
