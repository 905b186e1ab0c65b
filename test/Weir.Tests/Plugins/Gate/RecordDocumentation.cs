using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Weir.Tests.Plugins.Gate;

/// <summary>The documentation of a record's members, from the file that the compiler writes beside the assembly.</summary>
internal static partial class RecordDocumentation
{
    private static readonly Lazy<Dictionary<string, XElement>> Members = new(() =>
        XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Weir.xml")).Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value));

    /// <summary>The type's own sentence.</summary>
    public static string Summary(Type type) => Text(Members.Value[$"T:{type.FullName}"].Element("summary")!);

    /// <summary>Members in order, each with its sentence; parameters of a positional record count as members.</summary>
    public static IEnumerable<(string Member, string Summary)> Of(Type type)
    {
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(item => item.Name != "EqualityContract"))
        {
            XElement? text = Members.Value.GetValueOrDefault($"P:{type.FullName}.{property.Name}")?.Element("summary")
                ?? Members.Value[$"T:{type.FullName}"].Elements("param").FirstOrDefault(item => item.Attribute("name")!.Value == property.Name);
            if (text is not null)
                yield return (property.Name, Text(text));
        }
    }

    private static string Text(XElement element)
    {
        foreach (XElement see in element.Descendants("see").ToArray())
            see.ReplaceWith(see.Attribute("cref")!.Value.Split('.', '(')[^1]);
        return Space().Replace(element.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
