using System.Text.RegularExpressions;

namespace Weir.Catalog;

/// <summary>What the engine advises about CSV files, in the words of a table's options. Pure.</summary>
internal static partial class CsvAdvice
{
    private const int LineCharactersMax = 300;

    private static readonly Dictionary<string, string> Names = DatasetOption.All.Where(option => option.Formats.Contains(DatasetFormat.Csv) && option.EngineName.Length > 0)
        .ToDictionary(option => option.EngineName, option => option.Name, StringComparer.Ordinal);

    /// <summary>A message with the names that tables have for options, and without advice that no table can follow.</summary>
    public static string Translated(string message) =>
        string.Join('\n', message.Split('\n').Where(CanBeFollowed).Select(line => Shortened(Word().Replace(line, word => Names.GetValueOrDefault(word.Value, word.Value)))));

    private static bool CanBeFollowed(string line) =>
        !line.Contains("ignore_errors", StringComparison.Ordinal) && (!line.StartsWith('*') || Word().Matches(line).All(word => Names.ContainsKey(word.Value)));

    // A line of a file may be as long as the file.
    private static string Shortened(string line) => line.Length <= LineCharactersMax ? line : $"{line.AsSpan(0, LineCharactersMax)}... ({line.Length} characters)";

    [GeneratedRegex(@"\b[a-z]+(?:_[a-z]+)*(?=\s*=)", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
