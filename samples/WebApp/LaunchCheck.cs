namespace WebApp;

/// <summary>What must be there before the app can start.</summary>
internal static class LaunchCheck
{
    /// <returns>A sentence that names a way out, or null.</returns>
    public static string? Refuse(WebApplicationBuilder builder)
    {
        var certificate = Path.Combine(builder.Environment.ContentRootPath, builder.Configuration["Kestrel:Certificates:Default:Path"]!);
        if (!File.Exists(certificate))
            return $"There is no certificate {Path.GetFullPath(certificate)}: start \"dotnet run --project src/AppHost\" first, which makes one.";
        return string.IsNullOrEmpty(builder.Configuration["ClientSecret"])
            ? "The setting ClientSecret is missing: the launch profile has the demo's, elsewhere it comes from the environment."
            : null;
    }
}
