namespace Weir;

/// <summary>One signature of a function, and what is said about it. Immutable.</summary>
public sealed record FunctionRoutine
{
    /// <summary>The name; in SQL its case does not count.</summary>
    public required string Name { get; init; }

    /// <summary>How it is called.</summary>
    public required FunctionKind Kind { get; init; }

    /// <summary>Who brings it.</summary>
    public required FunctionTier Tier { get; init; }

    /// <summary>The plugin that brings it, <c>weir</c> for Weir itself; null for the engine.</summary>
    public string? Owner { get; init; }

    /// <summary>Further names of it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The parameters in order.</summary>
    public IReadOnlyList<FunctionParameter> Parameters { get; init; } = [];

    /// <summary>The result's type as SQL writes it; null where it depends on the arguments or the engine does not tell it.</summary>
    public string? ReturnType { get; init; }

    /// <summary>Whether equal arguments give equal results; null where the engine does not tell it.</summary>
    public FunctionVolatility? Volatility { get; init; }

    /// <summary>What becomes of NULL, in a sentence; empty where the engine does not tell it.</summary>
    public string NullHandling { get; init; } = "";

    /// <summary>The heading under which documents list it.</summary>
    public string Section { get; init; } = "";

    /// <summary>What it does.</summary>
    public string Description { get; init; } = "";

    /// <summary>What the result is.</summary>
    public string ResultDescription { get; init; } = "";

    /// <summary>What else there is to know, such as how it differs from the engine's function of the same name.</summary>
    public string Remarks { get; init; } = "";

    /// <summary>Statements that show it; calls, where the engine tells them.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Names of functions to look at too.</summary>
    public IReadOnlyList<string> Related { get; init; } = [];

    /// <summary>Words for what it does.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The first sentence of <see cref="Description"/>.</summary>
    public string Summary
    {
        get
        {
            string line = Description.Split('\n')[0];
            int end = line.IndexOf(". ", StringComparison.Ordinal);
            return end < 0 ? line : line[..(end + 1)];
        }
    }

    /// <summary>The function with its parameters, as people write it.</summary>
    public string Signature => SignatureOf(Name);

    /// <summary>The same under another of its names.</summary>
    internal string SignatureOf(string name) => $"{name}({string.Join(", ", Parameters)})";
}
