using AdminUi.Access;
using AdminUi.Api;
using AdminUi.Notices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserApi.Contracts.Roles;
using UserApi.Contracts.Users;

namespace AdminUi.Pages.Users;

/// <summary>A new account. The form carries a key, so that sending it twice makes one account.</summary>
[RequirePermission(Permission.UsersWrite)]
internal sealed class NewModel(UserApiClient api, ConsolePermissions permissions, TimeProvider time) : PageModel
{
    [BindProperty] public NewAccountInput Input { get; set; } = new();

    [BindProperty] public string? Key { get; set; }

    /// <summary>What can be given; empty for who may not give roles.</summary>
    public IReadOnlyList<RoleResource> Roles { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await ShowAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(Key, out var key)) return BadRequest();
        var created = Input.IsInvitation
            ? await api.InviteUserAsync(Input.ToInvitation(), key.ToString(), cancellationToken)
            : await api.CreateUserAsync(Input.ToAccount(), key.ToString(), cancellationToken);
        if (created.TryGet(out var account, out var refusal))
            return this.Done(account.Id is { } id ? $"/users/{id}" : "/users", Input.IsInvitation ? "New.Invited" : "New.Done", account.Username);
        await ShowAsync(cancellationToken);
        return this.AnswerForm(refusal, Input);
    }

    // The key of a refused form has its answer: what is sent next is another request.
    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Key = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        if (permissions.Has(Permission.RolesWrite) && permissions.Has(Permission.RolesRead))
            Roles = await api.ChooseFromRolesAsync(cancellationToken) ?? [];
    }
}

internal sealed class NewAccountInput
{
    public string? Username { get; set; }

    public string? Email { get; set; }

    public string? Password { get; set; }

    public string? GivenName { get; set; }

    public string? FamilyName { get; set; }

    public string? Locale { get; set; }

    public List<string> Roles { get; set; } = [];

    public bool Suspended { get; set; }

    /// <summary>Without a password the person is asked to choose one.</summary>
    public bool IsInvitation => string.IsNullOrEmpty(Password) && !Suspended;

    public InviteUser ToInvitation() => new()
    {
        Username = Username ?? "",
        Email = Email ?? "",
        GivenName = Blank(GivenName),
        FamilyName = Blank(FamilyName),
        Locale = Blank(Locale),
        Roles = Roles.Count == 0 ? null : Roles,
    };

    public RegisterUser ToAccount() => new()
    {
        Username = Username ?? "",
        Email = Email ?? "",
        Password = Password ?? "",
        GivenName = Blank(GivenName),
        FamilyName = Blank(FamilyName),
        Locale = Blank(Locale),
        Roles = Roles.Count == 0 ? null : Roles,
        Status = Suspended ? "suspended" : null,
    };

    private static string? Blank(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
