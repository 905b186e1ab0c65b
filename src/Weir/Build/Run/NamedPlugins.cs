using Weir.Plugins;

namespace Weir.Build.Run;

/// <summary>The plugins that a build needs beside those of its runtime.</summary>
internal static class NamedPlugins
{
    /// <summary>
    /// Those of the request, and those that the inputs of its spec name and nobody gives: found by name, as bundled
    /// ones are, and checked as any other.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="present">Names of the plugins that the runtime has.</param>
    /// <exception cref="WeirException">WEIR1xxx: the request or its spec is invalid.</exception>
    public static IReadOnlyList<PluginReference> Of(BuildRequest request, IEnumerable<string> present)
    {
        HashSet<string> known = new(present.Concat(request.Plugins.Select(plugin => plugin.Name)), StringComparer.Ordinal);
        IEnumerable<string> named = RequestCheck.Require(request).Spec.InputRelations.Select(input => input.Plugin).OfType<string>();
        return [.. request.Plugins, .. named.Where(known.Add).Select(name => new PluginReference(name))];
    }
}
