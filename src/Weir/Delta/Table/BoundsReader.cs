using System.Text;
using System.Text.Json;

namespace Weir.Delta.Table;

/// <summary>
/// Walks the statistics of files and gives what is said of some fields to their collectors. Statistics that cannot be
/// read count as none: they cost time, never rows.
/// </summary>
internal sealed class BoundsReader
{
    // As deep as schemas may be.
    private const int DepthMax = 512;

    private readonly Node _root = new();
    private readonly IReadOnlyList<BoundsCollector> _collectors;
    private long? _rows;

    /// <param name="fields">The fields.</param>
    /// <param name="collectors">One a field.</param>
    public BoundsReader(IReadOnlyList<BoundedField> fields, IReadOnlyList<BoundsCollector> collectors)
    {
        _collectors = collectors;
        for (int i = 0; i < fields.Count; i++)
            fields[i].Path.Aggregate(_root, (node, name) => node.Child(name)).Collector = collectors[i];
    }

    /// <summary>Reads one file; every collector gets one row more.</summary>
    public void Read(ReadOnlySpan<byte> statistics)
    {
        _rows = null;
        try
        {
            if (statistics.Length > 0)
                ReadMembers(statistics);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text that is no Unicode.
            _rows = null;
            foreach (BoundsCollector collector in _collectors)
                collector.Drop();
        }
        foreach (BoundsCollector collector in _collectors)
            collector.End(_rows);
    }

    private void ReadMembers(ReadOnlySpan<byte> statistics)
    {
        Utf8JsonReader json = new(statistics, new JsonReaderOptions { MaxDepth = DepthMax });
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
            return;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            Part? part = json.ValueTextEquals("minValues"u8) ? Part.Min
                : json.ValueTextEquals("maxValues"u8) ? Part.Max
                : json.ValueTextEquals("nullCount"u8) ? Part.Nulls
                : null;
            bool isRows = json.ValueTextEquals("numRecords"u8);
            json.Read();
            if (isRows)
                _rows = json.TokenType == JsonTokenType.Number && json.TryGetInt64(out long rows) && rows >= 0 ? rows : null;
            if (part is { } wanted)
                ReadObject(ref json, _root, wanted);
            else
                json.Skip();
        }
        // What follows the object makes the text no JSON.
        while (json.Read())
        {
        }
    }

    private static void ReadObject(ref Utf8JsonReader json, Node node, Part part)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            Node? child = node.Find(ref json);
            json.Read();
            if (child?.Collector is { } collector)
                Give(ref json, collector, part);
            else if (child is not null)
                ReadObject(ref json, child, part);
            else
                json.Skip();
        }
    }

    private static void Give(ref Utf8JsonReader json, BoundsCollector collector, Part part)
    {
        if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            json.Skip();
        else if (part == Part.Nulls)
            collector.TakeNulls(ref json);
        else
            collector.Take(ref json, part == Part.Max);
    }

    private enum Part
    {
        Min,
        Max,
        Nulls,
    }

    // A name on the way to a field, or the field itself.
    private sealed class Node
    {
        private readonly List<(byte[] Name, Node Child)> _children = [];

        public BoundsCollector? Collector { get; set; }

        public Node Child(string name)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(name);
            foreach ((byte[] known, Node child) in _children)
            {
                if (known.AsSpan().SequenceEqual(bytes))
                    return child;
            }
            Node made = new();
            _children.Add((bytes, made));
            return made;
        }

        public Node? Find(ref Utf8JsonReader json)
        {
            foreach ((byte[] name, Node child) in _children)
            {
                if (json.ValueTextEquals(name))
                    return child;
            }
            return null;
        }
    }
}
