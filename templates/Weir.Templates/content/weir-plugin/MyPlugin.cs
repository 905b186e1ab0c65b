using Weir.Plugins;

[assembly: WeirPlugin("my_plugin")]

namespace MyPlugin;

/// <summary>Functions of the values of one row. The generator makes their loops; a NULL argument gives NULL.</summary>
internal static class Functions
{
    /// <summary>Adds two numbers.</summary>
    [ScalarFunction("my_plugin_add", Total = true)]
    public static long Add(long a, long b) => a + b;

    /// <summary>Greets somebody.</summary>
    [ScalarFunction("my_plugin_greet")]
    public static void Greet(ReadOnlySpan<byte> name, [Default("hello")] ReadOnlySpan<byte> greeting, Utf8Writer output)
    {
        output.Append(greeting);
        output.Append(", "u8);
        output.Append(name);
        output.Append("!"u8);
    }
}
