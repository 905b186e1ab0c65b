using Weir.Arrow;
using Weir.Delta.Actions;
using Weir.Diagnostics;

namespace Weir.Delta.Log;

/// <summary>
/// Typed access to the cells of a checkpoint. A column that is not there reads as null ("Any missing
/// column should be treated as null"); one of a wrong type ends in WEIR2011.
/// </summary>
/// <param name="file">The checkpoint file, for errors.</param>
internal sealed class CheckpointCells(string file)
{
    // Map keys repeat from row to row (partition columns), so maps share them.
    private (byte[] Utf8, string Text)[] _keys = [];
    private string[] _keyTexts = [];

    /// <summary>A field of a struct column, or null when it has none of that name.</summary>
    public ArrowArray? Field(ArrowArray structure, string name)
    {
        if (structure.Type is not StructType type)
            throw Wrong(structure, "a struct");
        for (int i = 0; i < type.Fields.Count; i++)
        {
            if (type.Fields[i].Name == name)
                return structure.Child(i);
        }
        return null;
    }

    public ArrowArray Required(ArrowArray structure, string name) =>
        Field(structure, name) ?? throw DeltaErrors.CheckpointInvalid(file, $"it lacks the field '{name}'");

    public T Need<T>(T? value, string name) where T : class => value ?? throw Lacks(name);

    public T Need<T>(T? value, string name) where T : struct => value ?? throw Lacks(name);

    public string? Text(ArrowArray? column, int row)
    {
        if (IsNull(column, row))
            return null;
        return column!.Type.IsBytes ? column.GetString(row) : throw Wrong(column, "text");
    }

    /// <summary>The bytes of a text; empty for null.</summary>
    public ReadOnlySpan<byte> Bytes(ArrowArray? column, int row)
    {
        if (IsNull(column, row))
            return [];
        return column!.Type.IsBytes ? column.GetBytes(row) : throw Wrong(column, "text");
    }

    public long? Number(ArrowArray? column, int row)
    {
        if (IsNull(column, row))
            return null;
        return column!.Type.Id switch
        {
            ArrowTypeId.Int64 => column.Values<long>()[row],
            ArrowTypeId.Int32 => column.Values<int>()[row],
            ArrowTypeId.Int16 => column.Values<short>()[row],
            ArrowTypeId.Int8 => column.Values<sbyte>()[row],
            _ => throw Wrong(column, "a whole number"),
        };
    }

    public bool? Flag(ArrowArray? column, int row)
    {
        if (IsNull(column, row))
            return null;
        return column!.Type.Id == ArrowTypeId.Boolean ? column.GetBoolean(row) : throw Wrong(column, "true or false");
    }

    public IReadOnlyList<string>? List(ArrowArray? column, int row)
    {
        if (IsNull(column, row))
            return null;
        if (column!.Type.Id is not (ArrowTypeId.List or ArrowTypeId.LargeList))
            throw Wrong(column, "a list of text");
        (int start, int length) = column.GetListRange(row);
        string[] values = new string[length];
        for (int i = 0; i < length; i++)
            values[i] = Need(Text(column.Child(0), start + i), "an element of a list");
        return values;
    }

    public IReadOnlyDictionary<string, string?>? Map(ArrowArray? column, int row)
    {
        if (IsNull(column, row))
            return null;
        if (column!.Type is not MapType)
            throw Wrong(column, "a map of text");
        (int start, int length) = column.GetListRange(row);
        if (length == 0)
            return TextMap.Empty;
        ArrowArray keys = column.Child(0).Child(0);
        ArrowArray values = column.Child(0).Child(1);
        if (!keys.Type.IsBytes)
            throw Wrong(keys, "text");
        string?[] texts = new string?[length];
        for (int i = 0; i < length; i++)
            texts[i] = Text(values, start + i);
        return new TextMap(Keys(keys, start, length), texts);
    }

    private string[] Keys(ArrowArray column, int start, int length)
    {
        bool same = length == _keys.Length;
        for (int i = 0; same && i < length; i++)
            same = column.GetBytes(start + i).SequenceEqual(_keys[i].Utf8);
        if (!same)
        {
            _keys = new (byte[], string)[length];
            for (int i = 0; i < length; i++)
                _keys[i] = (column.GetBytes(start + i).ToArray(), column.GetString(start + i));
            _keyTexts = [.. _keys.Select(key => key.Text)];
            if (_keyTexts.Distinct(StringComparer.Ordinal).Count() != length)
                throw DeltaErrors.CheckpointInvalid(file, "a map holds one key twice");
        }
        return _keyTexts;
    }

    private static bool IsNull(ArrowArray? column, int row) => column is null || column.IsNull(row);

    private WeirException Wrong(ArrowArray column, string wanted) =>
        DeltaErrors.CheckpointInvalid(file, $"it holds {column.Type} where {wanted} was expected");

    private WeirException Lacks(string name) => DeltaErrors.CheckpointInvalid(file, $"a row lacks '{name}'");
}
