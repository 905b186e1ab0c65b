using System.Text.Json;
using System.Text.RegularExpressions;

namespace Weir.Diagnostics;

/// <summary>
/// What the JSON serializer found, in words of the text's author: its messages speak of .NET types, and
/// append path and line, which are given apart. A message that is not known stays as it is.
/// </summary>
internal static partial class JsonFault
{
    /// <summary>As <see cref="Plain"/>, with what was found and what is expected where a value is of a wrong kind.</summary>
    /// <param name="error">What the serializer found.</param>
    /// <param name="json">The text.</param>
    /// <param name="expected">What is expected at the place; null to take it from the message.</param>
    public static string Of(JsonException error, string json, string? expected = null)
    {
        if (!WrongKind().IsMatch(error.Message) || JsonPositions.ValueAt(json, error.Path ?? "$") is not { } found)
            return Plain(error.Message);
        return (expected ?? Expected(error.Message, error.InnerException?.Message ?? "")) is { } wanted ? $"{found} was found, expected is {wanted}" : $"{found} is not of the kind that belongs here";
    }

    /// <summary>The message without types, path and line, and without a full stop.</summary>
    public static string Plain(string message)
    {
        if (UnknownMember().Match(message) is { Success: true } unknown)
            return $"there is no member '{unknown.Groups[1].Value}' here";
        if (MissingMembers().Match(message) is { Success: true } missing)
            return $"required members are missing: {missing.Groups[1].Value}";
        if (DuplicateMember().Match(message) is { Success: true } twice)
            return $"the member '{twice.Groups[1].Value}' stands twice";
        if (message.StartsWith("Expected depth to be zero", StringComparison.Ordinal))
            return "the text ends before an object or list is closed";
        if (NoNull().IsMatch(message))
            return "null is not a value here";
        if (WrongKind().IsMatch(message))
            return "the value is not of the kind that belongs here";
        return Trailer().Replace(message, "").TrimEnd('.');
    }

    // The serializer says the .NET type, and of members of some records only the record's; then its cause speaks of the kind.
    private static string? Expected(string message, string cause) => Target().Match(message).Groups[1].Value switch
    {
        _ when cause.Contains("as a boolean", StringComparison.Ordinal) => "true or false",
        _ when cause.Contains("as a string", StringComparison.Ordinal) => "a text",
        _ when cause.Contains("as a number", StringComparison.Ordinal) => "a number",
        _ when cause.Contains("Int32", StringComparison.Ordinal) => $"a whole number from {int.MinValue} to {int.MaxValue}",
        _ when cause.Contains("Int64", StringComparison.Ordinal) => "a whole number of at most 64 bits",
        var type when type.Contains("Dictionary`2[", StringComparison.Ordinal) || type.EndsWith("Text", StringComparison.Ordinal) => "an object",
        var type when type.Contains("List`1[", StringComparison.Ordinal) => "a list",
        var type when type.Contains("System.Int32", StringComparison.Ordinal) => $"a whole number from {int.MinValue} to {int.MaxValue}",
        var type when type.Contains("System.Int64", StringComparison.Ordinal) => "a whole number of at most 64 bits",
        var type when type.Contains("System.Double", StringComparison.Ordinal) => "a number",
        var type when type.Contains("System.Boolean", StringComparison.Ordinal) => "true or false",
        "System.String" => "a text",
        _ => null,
    };

    [GeneratedRegex(@"^The JSON property '(.*)' could not be mapped to any \.NET member")]
    private static partial Regex UnknownMember();

    [GeneratedRegex(@"was missing required properties including: (.*?)\.?( Path: .*)?$")]
    private static partial Regex MissingMembers();

    [GeneratedRegex(@"^Duplicate property '(.*)' encountered")]
    private static partial Regex DuplicateMember();

    [GeneratedRegex(@"^The JSON value could not be converted to ")]
    private static partial Regex WrongKind();

    [GeneratedRegex(@"^The JSON value could not be converted to (\S+?)\.( Path: |$)")]
    private static partial Regex Target();

    [GeneratedRegex(@"doesn't allow (setting )?null values")]
    private static partial Regex NoNull();

    [GeneratedRegex(@" (Path|LineNumber): .*$", RegexOptions.Singleline)]
    private static partial Regex Trailer();
}
