namespace Weir.Arrow.Ipc;

/// <summary>
/// A field with what IPC adds to it: the id of its dictionary. The children are those of the
/// type, or of the dictionary's values where there is one.
/// </summary>
internal sealed record IpcField(Field Field, long? DictionaryId, IpcField[] Children)
{
    /// <summary>The type that stands in a dictionary batch or, without dictionary, in a record batch.</summary>
    public ArrowType ValueType => Field.Type is DictionaryType dictionary ? dictionary.Value : Field.Type;

    /// <summary>
    /// Numbers the dictionaries of a schema from 0, outer ones first. IPC gives a field one
    /// dictionary, so values that are themselves indexes cannot be written.
    /// </summary>
    public static IpcField[] Number(Schema schema)
    {
        long next = 0;
        return [.. schema.Fields.Select(field => Number(field, $"{ColumnPath.Root}.{field.Name}", ref next))];
    }

    /// <summary>All fields with a dictionary, those inside a dictionary before it.</summary>
    public static IEnumerable<IpcField> Dictionaries(IpcField field)
    {
        foreach (IpcField inner in field.Children.SelectMany(Dictionaries))
            yield return inner;
        if (field.DictionaryId is not null)
            yield return field;
    }

    private static IpcField Number(Field field, string path, ref long next)
    {
        DictionaryType? dictionary = field.Type as DictionaryType;
        if (dictionary?.Value is DictionaryType)
            throw ContractErrors.TypeUnsupported(path, $"{field.Type} in an IPC stream");
        long? id = dictionary is null ? null : next++;
        ArrowType type = dictionary?.Value ?? field.Type;
        IpcField[] children = new IpcField[type.ChildFields.Count];
        for (int i = 0; i < children.Length; i++)
            children[i] = Number(type.ChildFields[i], ColumnPath.Child(path, type, i), ref next);
        return new IpcField(field, id, children);
    }
}
