using System.Text.Json.Serialization;

namespace Weir.Plugins;

/// <summary>
/// What people are told about a function. The source generator takes it from the comments of the code; a manifest
/// that is written by hand may have it too. Informational: it is no part of the manifest's identity and never compared.
/// </summary>
public sealed record FunctionDocumentation
{
    /// <summary>Informational: what the function does.</summary>
    public string Description { get; init => field = value ?? ""; } = "";

    /// <summary>Informational: the heading under which documents list it; empty: that of the plugin.</summary>
    public string Section { get; init => field = value ?? ""; } = "";

    /// <summary>Informational: the arguments in order.</summary>
    public IReadOnlyList<ArgumentDocumentation> Arguments { get; init => field = value ?? []; } = [];

    /// <summary>Informational: the result's type as SQL writes it; null where it depends on the arguments.</summary>
    public string? Result { get; init; }

    /// <summary>Informational: what the result is.</summary>
    public string ResultDescription { get; init => field = value ?? ""; } = "";

    /// <summary>Informational: <c>immutable</c> or <c>volatile</c>.</summary>
    public string Volatility { get; init => field = value ?? ""; } = "";

    /// <summary>Informational: whether the function sees rows with NULL; null where that is not said.</summary>
    public bool? SeesNulls { get; init; }

    /// <summary>Informational: what else there is to know, such as how it differs from the engine's function of the same name.</summary>
    public string Remarks { get; init => field = value ?? ""; } = "";

    /// <summary>Informational: statements that show it, each of which runs as it stands.</summary>
    public IReadOnlyList<string> Examples { get; init => field = value ?? []; } = [];

    /// <summary>Informational: names of functions to look at too.</summary>
    public IReadOnlyList<string> Related { get; init => field = value ?? []; } = [];

    /// <summary>Informational: words for what it does.</summary>
    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];
}

/// <summary>What people are told about an argument of a function.</summary>
public sealed record ArgumentDocumentation
{
    /// <summary>Informational: its name.</summary>
    public required string Name { get; init; }

    /// <summary>Informational: its type as SQL writes it, or <c>ANY</c>.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>Informational: its value when it is left out, as JSON; null when it must be given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Default { get; init; }

    /// <summary>Informational: true when it stands for any number of further arguments.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Further { get; init; }

    /// <summary>Informational: what it is.</summary>
    public string Description { get; init => field = value ?? ""; } = "";
}
