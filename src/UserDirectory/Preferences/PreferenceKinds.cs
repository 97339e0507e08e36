namespace UserDirectory.Preferences;

/// <summary>The documents of preferences that a person has.</summary>
public static class PreferenceKinds
{
    /// <summary>Whatever apps keep there.</summary>
    public const string Apps = "apps";

    /// <summary>What the person wants to be told, and how.</summary>
    public const string Notifications = "notifications";
}
