using Weir.Plugins.Abi;

namespace Weir.Plugins.Native;

/// <summary>Reads the arrays and texts of a plugin's table; every fault names its place.</summary>
internal sealed unsafe class NativeReader(string plugin)
{
    private const int NameLengthMax = 128;

    /// <summary>The name by which errors call the plugin.</summary>
    public string Plugin => plugin;

    public WeirException Fault(string where, string found, Exception? cause = null) => PluginLoadErrors.Table(plugin, where, found, cause);

    /// <summary>Checks that an array can be there: no more items than believable, a pointer, a stride.</summary>
    public void CheckArray(string where, uint count, uint most, void* first, uint stride, int least)
    {
        if (count == 0)
            return;
        if (count > most)
            throw Fault(where, $"it claims {count} items; this host takes up to {most}");
        if (first == null)
            throw Fault(where, $"it claims {count} items at a null pointer");
        NativeHandshake.CheckSize(plugin, $"stride of {where}", stride, least);
    }

    /// <summary>An item of an array, copied into a structure of this host's size; absent fields are zero.</summary>
    public static T Item<T>(void* first, uint stride, uint index) where T : unmanaged
    {
        T copy = default;
        Buffer.MemoryCopy((byte*)first + ((long)stride * index), &copy, sizeof(T), Math.Min(stride, sizeof(T)));
        return copy;
    }

    public string? Text(AbiText text, string where)
    {
        try
        {
            return text.Read();
        }
        catch (FormatException fault)
        {
            throw Fault(where, fault.Message, fault);
        }
    }

    /// <summary>A name in SQL: ASCII letters, digits and <c>_</c>, not starting with a digit.</summary>
    public string Name(AbiText text, string where)
    {
        string name = Text(text, where) ?? throw Fault(where, "the name is absent");
        bool isName = name.Length is > 0 and <= NameLengthMax
            && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
            && !char.IsAsciiDigit(name[0]);
        return isName ? name : throw Fault(where, $"'{name}' is no name of letters, digits and _");
    }

    public string[] Texts(AbiText* first, uint count, string where)
    {
        CheckArray(where, count, 1_000, first, (uint)sizeof(AbiText), sizeof(AbiText));
        string[] texts = new string[count];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = Text(first[i], $"{where}[{i}]") ?? throw Fault($"{where}[{i}]", "the text is absent");
        return texts;
    }

    public void CheckFlags(string where, uint flags, uint known)
    {
        if ((flags & ~known) != 0)
            throw Fault(where, $"the flags 0x{flags:X} hold bits that ABI {PluginAbi.Major}.{PluginAbi.Minor} does not know");
    }
}
