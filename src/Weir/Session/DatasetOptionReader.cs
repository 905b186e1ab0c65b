using System.Globalization;
using System.Text.Json;
using Weir.Catalog;

namespace Weir.Sessions;

/// <summary>Reads the OPTIONS of a declaration: those that are properties of a location, and those of its format. Used once.</summary>
/// <param name="options">The options.</param>
/// <param name="fault">Makes the error of an option and what was expected.</param>
internal sealed class DatasetOptionReader(Dictionary<string, string> options, Func<string, string, WeirException> fault)
{
    /// <summary>The location with what the options say.</summary>
    public DatasetLocation Read(DatasetLocation location, bool isFeed) => location with
    {
        Version = Whole(DdlText.Version),
        Timestamp = Moment(DdlText.Timestamp),
        Scan = Scan(),
        Evolution = Evolution(),
        Contract = Contract(),
        Files = Files(),
        Changes = isFeed ? Changes() : null,
        // What is left; last, because the others take theirs away.
        Options = options.Count == 0 ? location.Options : options.Where(option => !IsTaken(option.Key)).ToDictionary(),
    };

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    private bool IsTaken(string key) => _taken.Contains(key);

    private string? Take(string key)
    {
        _taken.Add(key);
        return options.GetValueOrDefault(key);
    }

    private long? Whole(string key) => Take(key) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
        : throw fault(key, "a whole number from 0");

    private DateTimeOffset? Moment(string key) => Take(key) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time.ToUniversalTime()
        : throw fault(key, "a date and time such as 2026-03-01T12:30:00Z");

    private bool Flag(string key) => Take(key) is { } text && (bool.TryParse(text, out bool flag) ? flag : throw fault(key, "true or false"));

    private DeltaScanOptions? Scan() => Take(DdlText.Scan) is { } json ? DeltaScanConfig.FromJson(json) : null;

    private ContractMode Contract() => Take(DdlText.Contract) switch
    {
        null or "declared" => ContractMode.Declared,
        "enforced" => ContractMode.Enforced,
        _ => throw fault(DdlText.Contract, "declared or enforced"),
    };

    private IReadOnlyList<string> Files()
    {
        if (Take(DdlText.Files) is not { } json)
            return [];
        try
        {
            return JsonSerializer.Deserialize(json, DdlJson.Default.IReadOnlyListString) ?? throw fault(DdlText.Files, "a JSON array of texts");
        }
        catch (JsonException)
        {
            throw fault(DdlText.Files, "a JSON array of texts");
        }
    }

    private SchemaEvolution? Evolution()
    {
        Dictionary<string, string> renames = options.Where(option => option.Key.StartsWith(DdlText.RenamePrefix, StringComparison.Ordinal))
            .ToDictionary(option => option.Key[DdlText.RenamePrefix.Length..], option => option.Value);
        foreach (string old in renames.Keys)
            Take(DdlText.RenamePrefix + old);
        string? words = Take(DdlText.Evolution);
        if (words is null && renames.Count == 0)
            return null;
        SchemaEvolution evolution = renames.Count == 0 ? SchemaEvolution.Strict : new SchemaEvolution { Renames = renames };
        foreach (string word in (words ?? DdlText.Strict).Split(',', StringSplitOptions.TrimEntries).Where(word => word != DdlText.Strict))
        {
            evolution = DdlText.EvolutionWords.FirstOrDefault(known => known.Word == word).With?.Invoke(evolution)
                ?? throw fault(DdlText.Evolution, $"{DdlText.Strict}, or some of {string.Join(", ", DdlText.EvolutionWords.Select(known => known.Word))} with commas between them");
        }
        return evolution;
    }

    private DeltaChangeRange Changes() => new()
    {
        StartVersion = Whole($"{DdlText.ChangesPrefix}start_version"),
        EndVersion = Whole($"{DdlText.ChangesPrefix}end_version"),
        StartTimestamp = Moment($"{DdlText.ChangesPrefix}start_timestamp"),
        EndTimestamp = Moment($"{DdlText.ChangesPrefix}end_timestamp"),
        AllowOutOfRange = Flag($"{DdlText.ChangesPrefix}allow_out_of_range"),
    };
}
