using System.Text.RegularExpressions;

namespace Weir.Diagnostics;

/// <summary>
/// What the JSON serializer found, in words of the text's author: its messages speak of .NET types, and
/// append path and line, which are given apart. A message that is not known stays as it is.
/// </summary>
internal static partial class JsonFault
{
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
        if (WrongKind().IsMatch(message))
            return "the value is not of the kind that belongs here";
        return Trailer().Replace(message, "").TrimEnd('.');
    }

    [GeneratedRegex(@"^The JSON property '(.*)' could not be mapped to any \.NET member")]
    private static partial Regex UnknownMember();

    [GeneratedRegex(@"was missing required properties including: (.*?)\.?( Path: .*)?$")]
    private static partial Regex MissingMembers();

    [GeneratedRegex(@"^Duplicate property '(.*)' encountered")]
    private static partial Regex DuplicateMember();

    [GeneratedRegex(@"^The JSON value could not be converted to ")]
    private static partial Regex WrongKind();

    [GeneratedRegex(@" (Path|LineNumber): .*$", RegexOptions.Singleline)]
    private static partial Regex Trailer();
}
