using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Weir.Arrow.C;

/// <summary>Writes a schema as C structs in one native block.</summary>
internal static unsafe class SchemaExport
{
    public static void Schema(Schema schema, CArrowSchema* target) =>
        Column(new Field("", new StructType(schema.Fields), Nullable: false, schema.Metadata), target);

    /// <summary>Writes the type of one column.</summary>
    public static void Column(Field field, CArrowSchema* target)
    {
        ExportBlock block = new(SizeOf(field), []);
        Write(field, target, block);
    }

    private static long SizeOf(Field field)
    {
        long size = TextSize(ArrowFormat.Of(field.Type)) + TextSize(field.Name) + MetadataSize(field.Metadata);
        foreach (Field child in field.Type.ChildFields)
            size += sizeof(void*) + sizeof(CArrowSchema) + SizeOf(child);
        if (field.Type is DictionaryType dictionary)
            size += sizeof(CArrowSchema) + SizeOf(new Field("", dictionary.Value));
        return size;
    }

    private static void Write(Field field, CArrowSchema* target, ExportBlock block)
    {
        IReadOnlyList<Field> children = field.Type.ChildFields;
        *target = default;
        target->Format = Text(ArrowFormat.Of(field.Type), block);
        target->Name = Text(field.Name, block);
        target->Metadata = Metadata(field.Metadata, block);
        target->Flags = Flags(field);
        target->ChildCount = children.Count;
        target->Children = (CArrowSchema**)block.Take((long)children.Count * sizeof(void*));
        for (int i = 0; i < children.Count; i++)
        {
            target->Children[i] = (CArrowSchema*)block.Take(sizeof(CArrowSchema));
            Write(children[i], target->Children[i], block);
        }
        if (field.Type is DictionaryType dictionary)
        {
            target->Dictionary = (CArrowSchema*)block.Take(sizeof(CArrowSchema));
            Write(new Field("", dictionary.Value), target->Dictionary, block);
        }
        target->Release = &Release;
        target->PrivateData = (void*)block.Handle;
        block.AddHolder();
    }

    private static long Flags(Field field) =>
        (field.Nullable ? CArrowSchema.FlagNullable : 0)
        | (field.Type is DictionaryType { Ordered: true } ? CArrowSchema.FlagDictionaryOrdered : 0)
        | (field.Type is MapType { KeysSorted: true } ? CArrowSchema.FlagMapKeysSorted : 0);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(CArrowSchema* schema)
    {
        for (long i = 0; i < schema->ChildCount; i++)
            if (schema->Children[i]->Release != null)
                schema->Children[i]->Release(schema->Children[i]);
        if (schema->Dictionary != null && schema->Dictionary->Release != null)
            schema->Dictionary->Release(schema->Dictionary);
        schema->Release = null;
        ExportBlock.Of(schema->PrivateData).ReleaseHolder();
    }

    private static long TextSize(string text) => ExportBlock.Rounded(Encoding.UTF8.GetByteCount(text) + 1);

    private static byte* Text(string text, ExportBlock block)
    {
        int byteCount = Encoding.UTF8.GetByteCount(text);
        byte* target = block.Take(byteCount + 1);
        Encoding.UTF8.GetBytes(text, new Span<byte>(target, byteCount));
        return target;
    }

    private static long MetadataSize(IReadOnlyDictionary<string, string> metadata) =>
        metadata.Count == 0 ? 0 : ExportBlock.Rounded(MetadataBytes(metadata));

    private static long MetadataBytes(IReadOnlyDictionary<string, string> metadata) =>
        sizeof(int) + metadata.Sum(pair => (2L * sizeof(int)) + Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value));

    private static byte* Metadata(IReadOnlyDictionary<string, string> metadata, ExportBlock block)
    {
        if (metadata.Count == 0)
            return null;
        byte* target = block.Take(MetadataBytes(metadata));
        byte* next = target;
        Unsafe.WriteUnaligned(next, metadata.Count);
        next += sizeof(int);
        foreach ((string key, string value) in metadata)
        {
            next = Sized(key, next);
            next = Sized(value, next);
        }
        return target;
    }

    private static byte* Sized(string text, byte* next)
    {
        int byteCount = Encoding.UTF8.GetByteCount(text);
        Unsafe.WriteUnaligned(next, byteCount);
        Encoding.UTF8.GetBytes(text, new Span<byte>(next + sizeof(int), byteCount));
        return next + sizeof(int) + byteCount;
    }
}
