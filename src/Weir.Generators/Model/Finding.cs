using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Weir.Generators.Model;

/// <summary>A place in the source, compared by value.</summary>
internal sealed record Place(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Place Of(Location? location) => location is { IsInSource: true }
        ? new Place(location.SourceTree!.FilePath, location.SourceSpan, location.GetLineSpan().Span)
        : new Place("", default, default);

    public Location Location => Span.IsEmpty ? Location.None : Location.Create(Path, Span, Lines);
}

/// <summary>A diagnostic to be: which row of the table, where, and the words that go into it.</summary>
internal sealed record Finding(string Id, Place Place, EquatableArray<string> Words);

/// <summary>What the parser found out about one declaration.</summary>
/// <param name="Model">Null when something is wrong.</param>
/// <param name="Place">Its name.</param>
/// <param name="Findings">What is wrong.</param>
internal sealed record Parsed<T>(T? Model, Place Place, EquatableArray<Finding> Findings) where T : class;
