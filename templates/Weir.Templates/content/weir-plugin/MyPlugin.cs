using Weir.Plugins;

[assembly: WeirPlugin("my_plugin")]

namespace MyPlugin;

/// <summary>Functions of the values of one row. The generator makes their loops; a NULL argument gives NULL.</summary>
internal static class Functions
{
    /// <summary>Adds two numbers.</summary>
    /// <param name="a">The one.</param>
    /// <param name="b">The other.</param>
    /// <example><code>SELECT my_plugin_add(40, 2)</code></example>
    [ScalarFunction("my_plugin_add", Total = true)]
    public static long Add(long a, long b) => a + b;

    /// <summary>Greets somebody.</summary>
    /// <param name="name">Who is greeted.</param>
    /// <param name="greeting">The words before the name.</param>
    /// <param name="output">Takes the result; no argument in SQL.</param>
    /// <example><code>SELECT my_plugin_greet('Ada', greeting := 'good morning')</code></example>
    [ScalarFunction("my_plugin_greet")]
    public static void Greet(ReadOnlySpan<byte> name, [Default("hello")] ReadOnlySpan<byte> greeting, Utf8Writer output)
    {
        output.Append(greeting);
        output.Append(", "u8);
        output.Append(name);
        output.Append("!"u8);
    }
}
